"""Bytes of pages straight into the engine that this project runs on: no row is seen by Python. The floor of what loading alone costs."""

import json

import requests
from chdb.session import Session

from measure import measure, pages

COLUMNS = """accountOwnerId String, accountName String, serviceAdministratorId String, subscriptionId String, subscriptionGuid String,
subscriptionName String, date DateTime, month UInt8, day UInt8, year UInt16, product String, meterId String, meterCategory String,
meterSubCategory String, meterRegion String, meterName String, consumedQuantity Decimal(38, 18), resourceRate Decimal(38, 18),
extendedCost Decimal(38, 18), resourceLocation String, consumedService String, instanceId String, serviceInfo1 String, serviceInfo2 String,
additionalInfo String, tags String, storeServiceIdentifier String, departmentName String, costCenter String, unitOfMeasure String, resourceGroup String"""


def read(answer: requests.Response) -> tuple[str, str | None]:
    body = answer.content.decode("utf-8-sig")
    end = body.rindex("]") + 1
    return body[body.index("[") : end], json.loads("{" + body[end:].lstrip(","))["nextLink"]


def load(url: str, directory: str) -> tuple[int, str]:
    engine = Session(directory)
    engine.query("CREATE DATABASE bill ENGINE = Atomic")
    engine.query(f"CREATE TABLE bill.charges ({COLUMNS}) ENGINE = MergeTree ORDER BY (date, instanceId)")
    for rows in pages(url, read):
        engine.query(f"INSERT INTO bill.charges FORMAT JSONEachRow {rows}")
    count, total = str(engine.query("SELECT count(), sum(extendedCost) FROM bill.charges", "TSV")).split()
    engine.close()
    return int(count), total


measure(load)
