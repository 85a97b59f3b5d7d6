"""dlt's own REST client into duckdb, by files of Parquet, which costs a fifth of its default: the bill in a database and nothing else."""

import os

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

import dlt
import duckdb
from dlt.sources.helpers.rest_client import RESTClient
from dlt.sources.helpers.rest_client.auth import BearerTokenAuth
from dlt.sources.helpers.rest_client.paginators import JSONLinkPaginator

from measure import KEY, first_page, measure


def load(url: str, directory: str) -> tuple[int, str]:
    client = RESTClient(url, auth=BearerTokenAuth(KEY), paginator=JSONLinkPaginator(next_url_path="nextLink"))
    file = f"{directory}/peer.duckdb"
    pipeline = dlt.pipeline("peer", pipelines_dir=directory, destination=dlt.destinations.duckdb(file), dataset_name="bill")
    charges = client.paginate(first_page(url), data_selector="content")
    pipeline.run(charges, table_name="charges", loader_file_format="parquet")
    with duckdb.connect(file) as database:
        rows, total = database.execute("SELECT count(*), sum(extended_cost) FROM bill.charges").fetchone()
    return rows, str(total)


measure(load)
