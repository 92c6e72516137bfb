"""Two servers on one PostgreSQL behind nginx, on this machine: to try what docs/hebergement.md tells.

``PREMIERS_PAS_BASE=postgresql+psycopg://… python scripts/two_servers.py`` then open the address that
it prints; Ctrl+C stops all three. Needs nginx (Debian: ``apt install nginx``).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "deploy" / "nginx.conf"
_MAIN = """
daemon off;
{user}pid {folder}/nginx.pid;
worker_processes auto;
worker_rlimit_nofile 16384;
error_log {folder}/error.log warn;
events {{ worker_connections 8192; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def nginx_program() -> str:
    """Path of nginx; SystemExit when there is none."""
    found = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not found:
        raise SystemExit("nginx n’est pas installé. Sous Debian ou Ubuntu : sudo apt install nginx")
    return found


def start_nginx(folder: Path, port: int, servers: Sequence[int]) -> subprocess.Popen[bytes]:
    """nginx on ``port`` in front of the ports ``servers`` of this machine, with the documented
    configuration: only ports and folders differ."""
    program = nginx_program()
    folder.mkdir(parents=True, exist_ok=True)
    ours = "\n".join(f"    server 127.0.0.1:{p} max_fails=1 fail_timeout=10s;" for p in servers)
    site = SITE.read_text(encoding="utf-8")
    site = re.sub(r"(    server 127\.0\.0\.1:\d+ [^\n]*\n)+", ours + "\n", site)
    site = site.replace("listen 80;", f"listen {port} reuseport backlog=4096;")
    site = site.replace("/var/cache/nginx/premiers-pas", str(folder / "cache"))
    (folder / "site.conf").write_text(site, encoding="utf-8")
    user = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(folder=folder, user=user), encoding="utf-8")
    return subprocess.Popen(
        [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(main)]
    )


def start_tool(port: int) -> subprocess.Popen[bytes]:
    """One server of the tool, with the settings of the environment."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    return subprocess.Popen(command, cwd=ROOT)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Come back when it answers; SystemExit when it stops instead."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("Un serveur n’a pas démarré : la raison est au-dessus.")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def main() -> None:
    """Start everything, wait for Ctrl+C."""
    if not os.environ.get("PREMIERS_PAS_BASE", "").startswith("postgresql"):
        raise SystemExit("Indiquez la base PostgreSQL : PREMIERS_PAS_BASE=postgresql+psycopg://…")
    nginx_program()
    front = int(os.environ.get("PORT") or 8500)
    ports = (front + 1, front + 2)
    if not all(map(_free, (front, *ports))):
        raise SystemExit(f"Il faut les ports {front} à {ports[-1]}. Choisissez : PORT=9000")
    processes = []
    with tempfile.TemporaryDirectory(prefix="premiers-pas-") as folder:
        try:
            for port in ports:
                processes.append(start_tool(port))
            for port, process in zip(ports, processes, strict=True):
                wait_for(port, process)
            processes.append(start_nginx(Path(folder), front, ports))
            wait_for(front, processes[-1])
            print(f"\nPremiers pas, deux serveurs : http://localhost:{front} (Ctrl+C pour arrêter)")
            processes[-1].wait()
        except KeyboardInterrupt:
            pass
        finally:
            for process in reversed(processes):
                process.terminate()
            for process in processes:
                process.wait()


if __name__ == "__main__":
    main()
