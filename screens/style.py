"""The look of every page, read once."""

from pathlib import Path

STYLE = f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"
