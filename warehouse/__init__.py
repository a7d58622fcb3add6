"""Where rows live: the Arrow schemas, the Parquet lake, the candidate database and its publishing."""
