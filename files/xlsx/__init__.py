"""What every XLSX file of ours is written and read with."""
