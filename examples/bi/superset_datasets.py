"""Adds the bills to Apache Superset by its API: a database, a dataset of each FOCUS view, and one of each saved query of this folder, which it runs once.

SUPERSET_URL, SUPERSET_USER and SUPERSET_PASSWORD say which Superset, BILLING_DATABASE_URL where the bills are, as Superset reaches them. What is there
already under the same name is kept. Needs nothing but Python.
"""

import json
import os
import urllib.error
import urllib.request
from pathlib import Path

superset = os.environ.get("SUPERSET_URL", "http://localhost:8088").rstrip("/") + "/api/v1"
uri = os.environ.get("BILLING_DATABASE_URL", "clickhousedb://panda:pandapass@localhost:18123/local")
name = os.environ.get("SUPERSET_DATABASE", "Billing")
views = ("CurrentFocusCostAndUsage", "focus_1_2", "FocusBillingPeriod")
headers = {"content-type": "application/json"}
# Superset compares its token against forged requests with one in a cookie.
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())


def ask(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    try:
        with opener.open(urllib.request.Request(superset + path, data, headers, method=method), timeout=300) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{method} {path}: {error.code} {error.read().decode()[:500]}") from None


def every(path):
    return ask("GET", f"{path}?q=(page_size:1000)")["result"]


user, password = os.environ.get("SUPERSET_USER", "admin"), os.environ["SUPERSET_PASSWORD"]
login = ask("POST", "/security/login", {"username": user, "password": password, "provider": "db", "refresh": False})
headers["authorization"] = f"Bearer {login['access_token']}"
headers["x-csrftoken"] = ask("GET", "/security/csrf_token/")["result"]
schema = uri.rsplit("/", 1)[-1].split("?")[0]

found = [database["id"] for database in every("/database/") if database["database_name"] == name]
database = found[0] if found else ask("POST", "/database/", {"database_name": name, "sqlalchemy_uri": uri, "expose_in_sqllab": True})["id"]
known = {dataset["table_name"] for dataset in every("/dataset/") if dataset["database"]["id"] == database}

queries = {file.stem: file.read_text() for file in sorted(Path(__file__).parent.glob("*.sql"))}
for dataset, sql in {**dict.fromkeys(views), **queries}.items():
    if dataset not in known:
        wanted = {"database": database, "schema": schema, "table_name": dataset, **({"sql": sql} if sql else {})}
        ask("POST", "/dataset/", wanted)
    if sql:
        rows = ask("POST", "/sqllab/execute/", {"database_id": database, "schema": schema, "sql": sql, "client_id": dataset[:11]})["data"]
        print(f"{dataset}: {len(rows)} rows")
datasets = [dataset for dataset in every("/dataset/") if dataset["database"]["id"] == database]
for dataset in sorted(datasets, key=lambda one: one["table_name"]):
    columns = ask("GET", f"/dataset/{dataset['id']}")["result"]["columns"]
    print(f"{dataset['table_name']}: {len(columns)} columns")
# A metric of a chart that keeps all digits, as text.
exact = {"expressionType": "SQL", "sqlExpression": "toString(sum(BilledCost))", "label": "cost"}
focus = next(dataset["id"] for dataset in datasets if dataset["table_name"] == views[0])
chart = {"datasource": {"id": focus, "type": "table"}, "queries": [{"columns": ["BillingCurrency"], "metrics": [exact], "orderby": [["BillingCurrency", True]]}]}
print(ask("POST", "/chart/data", chart)["result"][0]["data"])
