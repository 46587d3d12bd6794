"""What comes in and goes out: each format is read and written in one place."""
