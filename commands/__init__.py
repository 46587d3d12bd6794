"""What `python cli.py COMMAND` can do: one module for each group of commands, each with `add_to`."""
