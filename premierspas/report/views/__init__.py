"""What each section of the PDF says, as plain strings and numbers: no layout here."""
