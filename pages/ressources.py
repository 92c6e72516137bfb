import streamlit as st
from ui import page
page.header("ressources")
