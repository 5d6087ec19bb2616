"""Writes the pictures of docs/review.md again, from the ledger of `seeds/`: `python docs/screenshots.py`.

Needs the packages of the group `test` and Debian's chromium.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "review"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SIZE = {"width": 1200, "height": 960}


def take(page: Page, address: str, sign_in: str) -> None:
    """Goes through the pages as a reviewer does."""
    page.goto(sign_in)
    page.goto(address)
    page.keyboard.press("j")
    page.screenshot(path=PICTURES / "queue.png")
    page.locator("[data-row]", has_text="FIG2").locator("[data-open]").click()
    page.wait_for_selector("form.decide")
    page.keyboard.press("4")
    page.keyboard.type("One total is of all programmes, the other of one of them.")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=PICTURES / "conflict.png")
    page.locator(".side h3 a").first.click()
    page.locator(".claim:target, .claim:has(> :target)").first.focus()
    page.screenshot(path=PICTURES / "article.png")
    page.goto(f"{address.removesuffix('review')}measure/poverty~20rate")
    page.screenshot(path=PICTURES / "chart.png")


def main() -> None:
    """Builds a ledger aside, serves it, and takes the pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no chromium found (on Debian: apt-get install chromium)")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        facts = [sys.executable, "-m", "ledger.cli"]
        database = str(Path(folder) / "facts.db")
        subprocess.run([*facts, "build", "seeds", "-d", database], cwd=ROOT, check=True)
        serving = [*facts, "serve", "-d", database, "--port", "0"]
        server = subprocess.Popen(serving, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr
            server.stderr.readline()
            sign_in, address = (word for word in server.stderr.readline().split() if word.startswith("http"))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                take(browser.new_page(viewport=SIZE), address, sign_in)
                browser.close()
        finally:
            server.terminate()
            server.communicate(timeout=20)


if __name__ == "__main__":
    main()
