"""What 工程表 is put together from: the targets, what a plan is made from, and the plan as it is shown and kept."""
