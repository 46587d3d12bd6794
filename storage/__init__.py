"""Where assessments are kept: the only place that knows SQL."""
