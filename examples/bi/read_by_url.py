"""Reads a saved query of this folder with DuckDB alone: it asks ClickHouse for Parquet by a URL. BILLING_HTTP_URL says where; unset, the stack of `npm run dev`."""

import os
import urllib.parse
from pathlib import Path

import duckdb

server = os.environ.get("BILLING_HTTP_URL", "http://localhost:18123/?user=panda&password=pandapass&database=local")
query = Path(__file__).with_name("cost-by-month-and-service.sql").read_text()

connection = duckdb.connect()
try:
    # The extension as PyPI has it (duckdb-ext-httpfs), where DuckDB cannot download its own.
    import duckdb_ext

    connection.execute(f"SET extension_directory = '{duckdb_ext.get_extension_dir()}'")
except ImportError:
    pass
connection.execute("LOAD httpfs")
# Parquet keeps Decimal(38, 18); DuckDB makes floats of amounts in CSV and JSON.
url = f"{server}&{urllib.parse.urlencode({'query': f'{query} FORMAT Parquet', 'output_format_parquet_string_as_string': 1})}"
costs = connection.read_parquet(url)
print("duckdb by url:", connection.sql("SELECT currency, CAST(sum(billed_cost) AS VARCHAR) FROM costs GROUP BY currency ORDER BY currency").fetchall())
