"""Set up and start Premiers pas, with nothing but Python's own library.

``python3 scripts/start.py run`` makes the virtual environment the first time, then opens the tool;
``python3 scripts/start.py setup-dev`` makes it with what the tests need too.
It must be readable by an old Python, to be able to say that it is too old.
"""

import hashlib
import os
import socket
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.environ.get("PREMIERS_PAS_VENV") or os.path.join(ROOT, ".venv")
OLDEST = (3, 11)
DEFAULT_PORT = "8501"


def say(text):
    sys.stderr.write(text + "\n")


def stop(text):
    say("\n" + text + "\n")
    raise SystemExit(1)


def check_python():
    if sys.version_info[:2] < OLDEST:
        stop(
            "Premiers pas demande Python 3.11 ou plus récent ; celui-ci est le {}.{}.\n"
            "Installez une version récente (python.org), puis relancez, par exemple :\n"
            "  make run PYTHON=python3.12".format(*sys.version_info[:2])
        )


def check_folder(folder):
    probe = os.path.join(folder, ".essai-d-ecriture-{}".format(os.getpid()))
    try:
        os.makedirs(folder, exist_ok=True)
        with open(probe, "w"):
            pass
        os.remove(probe)
    except OSError as error:
        stop(
            "Impossible d’écrire dans « {} » ({}).\n"
            "Donnez-vous le droit d’y écrire, ou choisissez un autre dossier :\n"
            "  PREMIERS_PAS_DONNEES=/un/autre/dossier make run".format(folder, error.strerror)
        )


def check_port(port):
    if not port.isdigit() or not 1 <= int(port) <= 65535:
        stop("PORT doit être un nombre entre 1 et 65535, pas « {} ».".format(port))
    probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there, the option would let us share a port in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("0.0.0.0", int(port)))
    except OSError:
        stop(
            "Le port {} est déjà pris : l’outil est peut-être déjà ouvert (http://localhost:{}).\n"
            "Fermez l’autre programme, ou choisissez un autre port :\n"
            "  make run PORT=8502".format(port, port)
        )
    finally:
        probe.close()


def in_venv(name):
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return os.path.join(VENV, folder, name + suffix)


def set_up(requirements):
    """Make the environment if it is not there, and install what changed since the last time."""
    digest = hashlib.sha256()
    for name in sorted(os.listdir(ROOT)):
        if name.startswith("requirements") and name.endswith(".txt"):
            with open(os.path.join(ROOT, name), "rb") as file:
                digest.update(file.read())
    digest.update(requirements.encode())
    stamp = os.path.join(VENV, "installed-" + digest.hexdigest()[:16])
    if os.path.exists(stamp) and os.path.exists(in_venv("python")):
        return
    check_folder(os.path.dirname(VENV))
    if not os.path.exists(in_venv("python")):
        say("Première fois : création de l’environnement (une à deux minutes)…")
        if subprocess.call([sys.executable, "-m", "venv", VENV]):
            stop(
                "L’environnement Python n’a pas pu être créé. Sous Debian ou Ubuntu :\n"
                "  sudo apt install python3-venv"
            )
    say("Installation des bibliothèques…")
    command = [in_venv("python"), "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "-r", os.path.join(ROOT, requirements)]
    if subprocess.call(command):
        stop(
            "L’installation a échoué (voir au-dessus). Vérifiez la connexion à internet : elle n’est\n"
            "nécessaire que cette première fois."
        )
    with open(stamp, "w"):
        pass


def run():
    port = os.environ.get("PORT") or DEFAULT_PORT
    check_port(port)
    if not os.environ.get("PREMIERS_PAS_BASE"):
        check_folder(os.environ.get("PREMIERS_PAS_DONNEES") or os.path.join(ROOT, "donnees"))
    set_up("requirements.txt")
    say("\nPremiers pas s’ouvre sur http://localhost:{} (Ctrl+C pour arrêter).\n".format(port))
    command = [in_venv("python"), "-m", "streamlit", "run", os.path.join(ROOT, "app.py")]
    command += ["--server.port", port]
    if os.environ.get("CI") or not sys.stdout.isatty():
        command += ["--server.headless", "true"]
    os.chdir(ROOT)
    if os.name == "nt":
        raise SystemExit(subprocess.call(command))
    os.execv(command[0], command)


if __name__ == "__main__":
    check_python()
    if sys.argv[1:] == ["setup-dev"]:
        set_up("requirements-dev.txt")
    elif sys.argv[1:] == ["run"]:
        run()
    else:
        stop("Usage : python3 scripts/start.py run")
