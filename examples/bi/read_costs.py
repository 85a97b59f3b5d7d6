"""Reads the saved queries of this folder with SQLAlchemy, pandas and DuckDB. BILLING_DATABASE_URL says where; unset, the stack of `npm run dev`."""

import decimal
import os
from pathlib import Path

import clickhouse_connect
import duckdb
import pandas
import sqlalchemy

url = sqlalchemy.make_url(os.environ.get("BILLING_DATABASE_URL", "clickhousedb://panda:pandapass@localhost:18123/local"))
query = Path(__file__).with_name("cost-by-month-and-service.sql").read_text()

engine = sqlalchemy.create_engine(url)
views = sqlalchemy.inspect(engine).get_view_names() + sqlalchemy.inspect(engine).get_table_names()
print("focus views:", [name for name in ("CurrentFocusCostAndUsage", "FocusBillingPeriod", "focus_1_2") if name in views])

# Amounts are Python's Decimal here, and stay exact: without coerce_float=False they would be floats, and sums would have 28 digits.
decimal.getcontext().prec = 76
with engine.connect() as connection:
    frame = pandas.read_sql(sqlalchemy.text(query), connection, coerce_float=False)
print("pandas:", {currency: str(costs.sum()) for currency, costs in frame.groupby("currency").billed_cost})

# Arrow carries Decimal(38, 18) as it is, and DuckDB adds it exactly.
client = clickhouse_connect.get_client(
    host=url.host, port=url.port, username=url.username, password=url.password, database=url.database
)
costs = client.query_arrow(query, use_strings=True)
print("duckdb:", duckdb.sql("SELECT currency, CAST(sum(billed_cost) AS VARCHAR) FROM costs GROUP BY currency ORDER BY currency").fetchall())
