"""The 診断報告書 for the committee as PDF: what it says (`chapters`), and how it is set on pages (`typesetting`)."""
