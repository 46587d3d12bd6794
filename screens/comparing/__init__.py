"""What 比較 is put together from: who compares with whom, the peers of a year, and what is shown of them."""
