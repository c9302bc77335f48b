"""Reports in a real browser at the widths of a phone and a window, light and dark: nothing overflows, all is legible.

`MAILPM_IMAGES=docs/images pytest -m browser tests/composing/test_report_pages.py` keeps the pictures; look at them.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.composing.report_projects import STATES

from mailpm.model import Language

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
GOLDEN = Path(__file__).with_name("golden_reports")
# Measured in the page itself: what is wider than the window, and the contrast of every text with what is behind it.
MEASURE = """
<script>
function rgb(c) { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3); }
function behind(e) { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c) return c; }
  return [255, 255, 255]; }
function light(c) { const [r, g, b] = c.map(v => (v /= 255, v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; }
window.addEventListener('load', () => {
  const poor = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement, words = walker.currentNode.textContent.trim();
    if (!words || e.closest('.hide') || e.closest('[aria-hidden]') || !e.offsetParent) continue;
    const a = light(rgb(getComputedStyle(e).color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(words.slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  const out = document.createElement('pre');
  out.id = 'measured';
  out.textContent = JSON.stringify({ width: document.documentElement.scrollWidth, window: window.innerWidth,
    height: document.body.scrollHeight, poor, dark: matchMedia('(prefers-color-scheme: dark)').matches });
  document.body.appendChild(out);
});
</script>
"""
CASES = [
    (language, state, width, dark)
    for language in Language
    for state in STATES
    for width in (375, 800)
    for dark in (False, True)
]


def chromium(*arguments: str, dark: bool) -> str:
    """Run headless Chromium; a preference of 0 is dark, 1 is light."""
    assert CHROMIUM is not None
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", scheme, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(("language", "state", "width", "dark"), CASES)
def test_a_report_on_a_screen(language: Language, state: str, width: int, dark: bool, tmp_path: Path) -> None:
    golden = GOLDEN / f"report-{language}-{state}.html"
    page = tmp_path / "page.html"
    page.write_text(golden.read_text("utf-8").replace("</body>", MEASURE + "</body>"), "utf-8")
    measured = measure(page, width, dark, tmp_path)
    assert measured["dark"] is dark
    assert measured["width"] <= measured["window"], "something is wider than the window"
    assert measured["poor"] == [], "text that is hard to read"
    assert measured["height"] < 12 * 844  # a dozen turns of a thumb at the very most
    kept = os.environ.get("MAILPM_IMAGES")
    if kept:
        name = f"report-{language}-{state.replace('_', '-')}-{width}{'-dark' if dark else ''}.png"
        height = int(measured["height"])
        chromium(
            f"--screenshot={(Path(kept) / name).resolve()}", f"--window-size={width},{height}",
            f"file://{golden.resolve()}", dark=dark,
        )  # fmt: skip


def measure(page: Path, width: int, dark: bool, folder: Path) -> dict[str, object]:
    """What the page says of itself in a frame of `width` pixels: headless windows are never narrower than 500."""
    outer = folder / "outer.html"
    outer.write_text(
        f'<body style="margin:0"><iframe id="f" src="{page.name}" width="{width}" height="800" style="border:0"></iframe>'
        "<script>window.addEventListener('load', () => { const d = document.getElementById('f').contentDocument;"
        "const w = () => { const m = d.getElementById('measured'); if (!m) return setTimeout(w, 20);"
        "const p = document.createElement('pre'); p.id = 'result'; p.textContent = m.textContent;"
        "document.body.appendChild(p); }; w(); });</script></body>",
        "utf-8",
    )
    html = chromium("--dump-dom", "--allow-file-access-from-files", "--virtual-time-budget=3000", f"file://{outer}", dark=dark)
    found = re.search(r'<pre id="result">(.*?)</pre>', html, re.S)
    assert found, "the page did not measure itself"
    result: dict[str, object] = json.loads(found[1].replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&"))
    return result
