CREATE TABLE ActiveBillingSnapshot
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` String,
    `activation` UInt32,
    `reason` LowCardinality(String),
    `activated_at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (billing_account_id, billing_period, activation)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE ActiveRecordSet
(
    `records` LowCardinality(String) COMMENT 'What the records are: `prices`, `emissions`, `reservations`, `invoices`.',
    `billing_account_id` LowCardinality(String),
    `month` Date COMMENT 'First day of the month.',
    `set_id` String,
    `activation` UInt32,
    `source` LowCardinality(String),
    `connection` String COMMENT 'Id of the connection; empty when nobody keeps it.',
    `delivery_version` String,
    `rows` UInt64,
    `notes` String COMMENT 'What of the source is not in the set, or cannot be used, in words; empty when nothing.',
    `activated_at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (records, billing_account_id, month, activation)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE ApiAccessLog
(
    `at` DateTime64(3),
    `request_id` String COMMENT '`request_id` of the log lines; the queries of the request are `<request_id>-1`, `-2`, … in system.query_log.',
    `correlation_id` String COMMENT 'X-Request-Id of the caller, if sent.',
    `endpoint` LowCardinality(String),
    `method` LowCardinality(String),
    `caller` LowCardinality(String) COMMENT 'Subject of the token, or name of the key; empty when the caller was not authenticated.',
    `via` LowCardinality(String),
    `role` LowCardinality(String),
    `accounts` Array(String) COMMENT 'Billing accounts the caller can see: their ids, or `*` for all.',
    `parameters` String COMMENT 'Parameters as sent, as JSON text.',
    `status` UInt16,
    `error_code` LowCardinality(String) COMMENT 'Error code, as in the answer; empty on success.',
    `rows` UInt32,
    `queries` UInt16,
    `duration_ms` UInt32
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (at, request_id)
TTL toDateTime(at) + toIntervalDay(400)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE ApplicationTag
(
    `id` Int64,
    `pattern` String,
    `match_kind` LowCardinality(String) DEFAULT 'contains',
    `scope` LowCardinality(String) DEFAULT 'any',
    `application` LowCardinality(String),
    `cmdb_service` LowCardinality(String) DEFAULT '',
    `priority` Int32 DEFAULT 100,
    `enabled` Boolean DEFAULT true,
    `valid_from` Nullable(Date),
    `valid_to` Nullable(Date),
    `updated_at` DateTime64(3) MATERIALIZED now64(3) COMMENT 'When this version was stored; the latest version counts. Set by ClickHouse: a client\'s clock that is ahead would make a version permanent.'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (id)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE AuditEvent
(
    `at` DateTime64(3),
    `change_id` String COMMENT 'The id of the request, which the log and ApiAccessLog have too.',
    `step` LowCardinality(String),
    `caller` LowCardinality(String) COMMENT 'Subject of the token, or name of the key.',
    `via` LowCardinality(String),
    `role` LowCardinality(String),
    `action` LowCardinality(String) COMMENT 'What was done to what kind of thing, such as `budget.set`.',
    `target` String COMMENT 'Which one: an id, or account and month.',
    `reason` String,
    `before` String COMMENT 'JSON text of it before the change; empty where there was none.',
    `after` String COMMENT 'JSON text of it after the change; empty where there is none.',
    `effect` String COMMENT 'JSON text: a list of amounts, each with its currency.',
    `effective_from` String COMMENT 'First day on which it applies, `YYYY-MM-DD`; empty: at once, or always.',
    `detail` String COMMENT 'What came of it, or why it failed.'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (at, change_id)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE AzureBillingDetail
(
    `charge_id` String,
    `occurrence` UInt32,
    `ingested_at` DateTime64(3) COMMENT 'When the record was stored; of two deliveries of one charge the later one counts.',
    `billing_account_id` LowCardinality(String),
    `currency` LowCardinality(String),
    `snapshot_id` LowCardinality(String),
    `account_owner_id` LowCardinality(String),
    `account_name` LowCardinality(String),
    `service_administrator_id` LowCardinality(String),
    `subscription_id` LowCardinality(String),
    `subscription_guid` LowCardinality(String),
    `subscription_name` LowCardinality(String),
    `date` Nullable(Date) COMMENT 'Usage day; null when missing or unreadable.',
    `day` Nullable(UInt8),
    `month` Nullable(UInt8),
    `year` Nullable(UInt16),
    `month_date` Nullable(Date) COMMENT 'First day of the usage month.',
    `newmonth` LowCardinality(Nullable(String)),
    `product` LowCardinality(String),
    `meter_id` LowCardinality(String),
    `meter_category` LowCardinality(String),
    `meter_sub_category` LowCardinality(String),
    `meter_region` LowCardinality(String),
    `meter_name` LowCardinality(String),
    `consumed_quantity` Nullable(Decimal(38, 20)),
    `resource_rate` Nullable(Decimal(38, 20)),
    `extended_cost` Nullable(Decimal(38, 18)) COMMENT 'Cost in `currency`, before tax; null when missing or unreadable.',
    `extended_cost_tax` Nullable(Decimal(38, 18)),
    `resource_location` LowCardinality(String),
    `consumed_service` LowCardinality(String),
    `instance_id` String,
    `service_info1` String,
    `service_info2` String,
    `additional_info` String,
    `tags` String,
    `store_service_identifier` String,
    `department_name` LowCardinality(String),
    `cost_center` LowCardinality(String),
    `unit_of_measure` LowCardinality(String),
    `resource_group` LowCardinality(String),
    `resource_name` String,
    `vm_name` String,
    `sku` LowCardinality(String),
    `latest_resource_type` LowCardinality(String),
    `resource_tracking` LowCardinality(String),
    `resource_tracking_rule_id` Nullable(Int64) COMMENT 'Id of the ApplicationTag that gave the owner; null when no rule matched.',
    `cmdb_mapped_application_service` LowCardinality(String),
    `ppm_billing_item` LowCardinality(String),
    `ppm_id_owner` LowCardinality(String),
    `ppm_io_cc` LowCardinality(String),
    `charge_type` LowCardinality(String) COMMENT 'This column and those below are in the Cost Management schemas but not in EA usage details; empty or null when the delivery does not have them.',
    `frequency` LowCardinality(String),
    `pricing_model` LowCardinality(String),
    `benefit_id` LowCardinality(String),
    `benefit_name` LowCardinality(String),
    `reservation_id` LowCardinality(String),
    `reservation_name` LowCardinality(String),
    `publisher_type` LowCardinality(String),
    `publisher_name` LowCardinality(String),
    `plan_name` LowCardinality(String),
    `billing_currency` LowCardinality(String) COMMENT 'Billing currency as sent in the row; amounts are in `currency`.',
    `pricing_currency` LowCardinality(String),
    `exchange_rate` Nullable(Decimal(38, 20)),
    `invoice_id` LowCardinality(String),
    `invoice_section_id` LowCardinality(String),
    `row_billing_account_id` LowCardinality(String) COMMENT 'Billing account as sent in the row; `billing_account_id` is that of the delivery.',
    `billing_account_name` LowCardinality(String),
    `billing_profile_id` LowCardinality(String),
    `billing_profile_name` LowCardinality(String),
    `billing_period_start` LowCardinality(String),
    `billing_period_end` LowCardinality(String),
    `cost_allocation_rule_name` LowCardinality(String),
    `payg_price` Nullable(Decimal(38, 20)),
    `unit_price` Nullable(Decimal(38, 20)),
    `term` LowCardinality(String),
    `product_order_id` LowCardinality(String),
    `product_order_name` LowCardinality(String),
    `part_number` LowCardinality(String),
    `offer_id` LowCardinality(String),
    `service_family` LowCardinality(String),
    `availability_zone` LowCardinality(String),
    `service_period_start` LowCardinality(String),
    `service_period_end` LowCardinality(String),
    `other_columns` String COMMENT 'All other columns of the record by their original names, as JSON object text; empty when there are none.',
    `problems` Array(Tuple(
        code String,
        field String,
        detail String)),
    `unknown_fields` UInt16 COMMENT 'Number of columns of the record without a field of their own; `other_columns` has them.'
)
ENGINE = ReplacingMergeTree(ingested_at)
ORDER BY (billing_account_id, snapshot_id, charge_id)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE AzureBillingDetailDeadLetter
(
    `letter_id` String COMMENT 'SHA-256 of the original.',
    `original` String,
    `reason` String,
    `failed_at` DateTime64(3),
    `replayed_at` Nullable(DateTime64(3)),
    `version` DateTime64(3)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (letter_id)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE AzureBillingSnapshotDetail
(
    `billing_period` Date COMMENT 'First day of the month that was read.',
    `page` UInt32,
    `ordinal` UInt32 COMMENT 'Position on the page, from 0.',
    `content_hash` String COMMENT 'The charge id without its occurrence number: the same for equal charges. Used to compare deliveries, never to remove rows.',
    `billing_account_id` LowCardinality(String),
    `currency` LowCardinality(String),
    `snapshot_id` LowCardinality(String),
    `account_owner_id` LowCardinality(String),
    `account_name` LowCardinality(String),
    `service_administrator_id` LowCardinality(String),
    `subscription_id` LowCardinality(String),
    `subscription_guid` LowCardinality(String),
    `subscription_name` LowCardinality(String),
    `date` Nullable(Date) COMMENT 'Usage day; null when missing or unreadable.',
    `day` Nullable(UInt8),
    `month` Nullable(UInt8),
    `year` Nullable(UInt16),
    `month_date` Nullable(Date) COMMENT 'First day of the usage month.',
    `newmonth` LowCardinality(Nullable(String)),
    `product` LowCardinality(String),
    `meter_id` LowCardinality(String),
    `meter_category` LowCardinality(String),
    `meter_sub_category` LowCardinality(String),
    `meter_region` LowCardinality(String),
    `meter_name` LowCardinality(String),
    `consumed_quantity` Nullable(Decimal(38, 20)),
    `resource_rate` Nullable(Decimal(38, 20)),
    `extended_cost` Nullable(Decimal(38, 18)) COMMENT 'Cost in `currency`, before tax; null when missing or unreadable.',
    `extended_cost_tax` Nullable(Decimal(38, 18)),
    `resource_location` LowCardinality(String),
    `consumed_service` LowCardinality(String),
    `instance_id` String,
    `service_info1` String,
    `service_info2` String,
    `additional_info` String,
    `tags` String,
    `store_service_identifier` String,
    `department_name` LowCardinality(String),
    `cost_center` LowCardinality(String),
    `unit_of_measure` LowCardinality(String),
    `resource_group` LowCardinality(String),
    `resource_name` String,
    `vm_name` String,
    `sku` LowCardinality(String),
    `latest_resource_type` LowCardinality(String),
    `resource_tracking` LowCardinality(String),
    `resource_tracking_rule_id` Nullable(Int64) COMMENT 'Id of the ApplicationTag that gave the owner; null when no rule matched.',
    `cmdb_mapped_application_service` LowCardinality(String),
    `ppm_billing_item` LowCardinality(String),
    `ppm_id_owner` LowCardinality(String),
    `ppm_io_cc` LowCardinality(String),
    `charge_type` LowCardinality(String) COMMENT 'This column and those below are in the Cost Management schemas but not in EA usage details; empty or null when the delivery does not have them.',
    `frequency` LowCardinality(String),
    `pricing_model` LowCardinality(String),
    `benefit_id` LowCardinality(String),
    `benefit_name` LowCardinality(String),
    `reservation_id` LowCardinality(String),
    `reservation_name` LowCardinality(String),
    `publisher_type` LowCardinality(String),
    `publisher_name` LowCardinality(String),
    `plan_name` LowCardinality(String),
    `billing_currency` LowCardinality(String) COMMENT 'Billing currency as sent in the row; amounts are in `currency`.',
    `pricing_currency` LowCardinality(String),
    `exchange_rate` Nullable(Decimal(38, 20)),
    `invoice_id` LowCardinality(String),
    `invoice_section_id` LowCardinality(String),
    `row_billing_account_id` LowCardinality(String) COMMENT 'Billing account as sent in the row; `billing_account_id` is that of the delivery.',
    `billing_account_name` LowCardinality(String),
    `billing_profile_id` LowCardinality(String),
    `billing_profile_name` LowCardinality(String),
    `billing_period_start` LowCardinality(String),
    `billing_period_end` LowCardinality(String),
    `cost_allocation_rule_name` LowCardinality(String),
    `payg_price` Nullable(Decimal(38, 20)),
    `unit_price` Nullable(Decimal(38, 20)),
    `term` LowCardinality(String),
    `product_order_id` LowCardinality(String),
    `product_order_name` LowCardinality(String),
    `part_number` LowCardinality(String),
    `offer_id` LowCardinality(String),
    `service_family` LowCardinality(String),
    `availability_zone` LowCardinality(String),
    `service_period_start` LowCardinality(String),
    `service_period_end` LowCardinality(String),
    `other_columns` String COMMENT 'All other columns of the record by their original names, as JSON object text; empty when there are none.',
    `problems` Array(Tuple(
        code String,
        field String,
        detail String)),
    `unknown_fields` UInt16 COMMENT 'Number of columns of the record without a field of their own; `other_columns` has them.'
)
ENGINE = MergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (meter_category, subscription_guid, resource_group, page, ordinal)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760, min_bytes_for_wide_part = 268435456;

CREATE TABLE BillingPeriod
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `currency` LowCardinality(String),
    `invoice_issuer_name` LowCardinality(String),
    `closes_on` Date COMMENT 'First day on which the period is closed. Its charges are final; later differences are corrections.',
    `ends_on` Nullable(Date) COMMENT 'First day after the period; null in rows written before this column existed, whose period is a month.',
    `written_at` DateTime64(3)
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (billing_account_id, billing_period)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE BillingSnapshot
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` String,
    `step` UInt8 COMMENT '1 opened, 2 sealed, 3 published, 4 abandoned, 5 dropped.',
    `status` LowCardinality(String),
    `reason` String COMMENT 'Why it was abandoned or dropped; otherwise empty.',
    `attempt_id` String,
    `currency` LowCardinality(String),
    `pages` UInt32,
    `rows` UInt64,
    `cost` Decimal(76, 18),
    `control_total` Nullable(Decimal(76, 18)) COMMENT 'The source\'s own total that the rows match, or the first one that they do not match; null when the source has none.',
    `control_total_name` LowCardinality(String) COMMENT 'Name of that total at the source, such as `totalUsage`.',
    `findings` Array(Tuple(
        code String,
        rows UInt64,
        cost String,
        detail String)),
    `overrides` Array(Tuple(
        option String,
        reason String)),
    `source` LowCardinality(String) COMMENT 'Source that delivered it, such as `azure-ea`; empty in rows written before sources had ids, and in steps without a source.',
    `source_connection` LowCardinality(String) COMMENT 'The kept connection that delivered it, which owns the month; empty when no connection did.',
    `delivery_version` String COMMENT 'Version of the delivery, a slash, and what it was read with. Nothing before the slash when the source has no version.',
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (billing_account_id, billing_period, snapshot_id, step)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE BillingSnapshotBlock
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` String,
    `first_page` UInt32,
    `last_page` UInt32,
    `state` LowCardinality(String),
    `attempt_id` String,
    `rows` UInt64,
    `page_rows` Array(UInt32) COMMENT 'For each page, in order: its rows; page_costs has the exact cost as digits, page_hashes the SHA-256 of the rows as written.',
    `page_costs` Array(String),
    `page_hashes` Array(String),
    `next_cursor` String COMMENT 'Where the source continues, as JSON of the source\'s own; `null` after the last page, empty when it cannot resume. May contain a paging token: do\nnot show it.',
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (billing_account_id, billing_period, snapshot_id, first_page, state)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE BillingSnapshotLease
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `number` UInt32,
    `attempt_id` String,
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (billing_account_id, billing_period, number)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE Budget
(
    `id` String,
    `billing_account_id` LowCardinality(String),
    `scope_kind` LowCardinality(String) COMMENT '`account`, `subscription` (its GUID), `service` (FOCUS ServiceName), `resource_group` or `owner`.',
    `scope_value` String DEFAULT '' COMMENT 'Value of the scope; empty for `account`.',
    `month` LowCardinality(String) COMMENT '`YYYY-MM`, or another spelling of a month.',
    `currency` LowCardinality(String),
    `amount` String COMMENT 'Decimal digits as text; a JSON number would lose digits.',
    `enabled` Boolean DEFAULT true,
    `updated_at` DateTime64(3) MATERIALIZED now64(3) COMMENT 'When this version was stored; the latest version counts. Set by ClickHouse: a client\'s clock that is ahead would make a version permanent.'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (billing_account_id, id)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE BusinessMetric
(
    `day` Date,
    `entity` String COMMENT 'Whose: `shop`, `customer 17`.',
    `metric` LowCardinality(String) COMMENT 'Of what: `orders`, `active-users`.',
    `value` Decimal(38, 18) COMMENT 'Digits as text; a JSON number would lose some.',
    `unit` LowCardinality(String) DEFAULT '' COMMENT 'What is counted; empty when the metric says it.',
    `source` LowCardinality(String) DEFAULT '' COMMENT 'Where the value comes from, in words of who posted it.',
    `updated_at` DateTime64(3) MATERIALIZED now64(3) COMMENT 'When this version was stored; the latest version counts. Set by ClickHouse: a client\'s clock that is ahead would make a version permanent.'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (entity, metric, day)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE CommitmentDay
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `commitment_order` String COMMENT 'As in CommitmentTransaction.',
    `currency` LowCardinality(String),
    `day` Date,
    `evidence` LowCardinality(String),
    `cost` Decimal(38, 18) COMMENT 'What the hours of the day share.',
    `settled` Decimal(38, 18) COMMENT 'What no hour can carry, such as the loss by a cancellation: it is with the unused part.',
    `hours` Decimal(38, 18) COMMENT 'Units times hours that were bought for the day.',
    `used_hours` Decimal(38, 18) COMMENT 'Of them, used by charges of the bill.',
    `uses` Array(Tuple(
        hours Decimal(38, 18),
        charges UInt64)) COMMENT 'The charges that share the cost of the day, by their hours: what each of them costs is rounded by itself.',
    `hourly_rate` Decimal(76, 30) COMMENT 'What a used hour costs.',
    `is_overused` Boolean COMMENT 'More hours were used than bought: they share the cost of the day.'
)
ENGINE = MergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (commitment_order, currency, day)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE CommitmentTerm
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `commitment_order` String COMMENT 'As in CommitmentTransaction.',
    `commitment_id` String,
    `commitment_name` String,
    `currency` LowCardinality(String),
    `evidence` LowCardinality(String) COMMENT 'What the effective cost of its charges is made of: `unknown` where nothing could be spread; empty where it is what the bill bills.',
    `category` LowCardinality(String) COMMENT '`Usage` or `Spend`, and what the provider calls it. Empty: a reservation of Azure.',
    `commitment_type` LowCardinality(String),
    `starts_at` Nullable(DateTime64(3)) COMMENT 'Null where it is not known.',
    `ends_at` Nullable(DateTime64(3)),
    `term_months` Nullable(UInt16),
    `is_recurring` Boolean,
    `upfront_share` Nullable(Decimal(38, 18)) COMMENT 'The part of the price that is paid at the beginning, where a bill says it; null: by `is_recurring` in terms of Azure, else unknown.',
    `quantity` Nullable(Decimal(38, 18)) COMMENT 'Units that were held on the last day that was spread; of a savings plan the money of an hour.',
    `unit` LowCardinality(String) COMMENT 'Of the quantity; empty: normalised hours.',
    `purchased` Nullable(Decimal(38, 18)) COMMENT 'All that was paid and paid back, by what is known. Null where bills since the begin of the term are missing.',
    `spread_before` Nullable(Decimal(38, 18)) COMMENT 'Of it, what is of days before this bill.',
    `product` LowCardinality(String),
    `meter_id` LowCardinality(String),
    `meter_category` LowCardinality(String),
    `meter_sub_category` LowCardinality(String),
    `meter_name` LowCardinality(String),
    `resource_location` LowCardinality(String),
    `invoice_issuer` LowCardinality(String) COMMENT 'Empty: Azure\'s, by the currency.',
    `service_provider` LowCardinality(String),
    `problems` Array(String) COMMENT 'docs/commitments.md explains the codes.'
)
ENGINE = MergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (commitment_order, currency)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE CommitmentTransaction
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date COMMENT 'Of the bill; 1970-01-01 in a list.',
    `snapshot_id` LowCardinality(String) COMMENT 'Of the bill; empty in a list.',
    `transaction_id` String COMMENT 'What both sides of a reading know it by: `page/ordinal` in a bill; the provider\'s own words in a list.',
    `commitment_order` String COMMENT 'Id of the order without what may be divided and renamed, in lower case: what charges and transactions of a commitment have in common.',
    `commitment_id` String COMMENT 'As CommitmentDiscountId has it.',
    `commitment_name` String,
    `kind` LowCardinality(String),
    `starts_at` DateTime64(3) COMMENT 'When it takes effect.',
    `ends_at` Nullable(DateTime64(3)) COMMENT 'Until when it pays; null for a return, and where the term is not known.',
    `amount` Decimal(38, 18) COMMENT 'As billed: what is paid back is negative.',
    `quantity` Decimal(38, 18) COMMENT 'Units at once.',
    `currency` LowCardinality(String),
    `term_months` Nullable(UInt16) COMMENT 'Months of the commitment; null where it is not known. A monthly payment ends before.',
    `is_recurring` Boolean,
    `product` LowCardinality(String),
    `meter_id` LowCardinality(String),
    `meter_category` LowCardinality(String),
    `meter_sub_category` LowCardinality(String),
    `meter_name` LowCardinality(String),
    `unit_of_measure` LowCardinality(String),
    `resource_location` LowCardinality(String),
    `consumed_service` LowCardinality(String),
    `source` LowCardinality(String) COMMENT '`bill`, or the list that it was read from.',
    `loaded_at` DateTime64(3)
)
ENGINE = ReplacingMergeTree(loaded_at)
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (billing_account_id, billing_period, snapshot_id, commitment_order, transaction_id)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE DailyFocusCost
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `currency` LowCardinality(String),
    `usage_date` Date,
    `charge_category` LowCardinality(String),
    `service_category` LowCardinality(String),
    `service_subcategory` LowCardinality(String),
    `service_name` LowCardinality(String),
    `meter_category` LowCardinality(String),
    `region` LowCardinality(String),
    `subscription` LowCardinality(String),
    `subscription_name` LowCardinality(String),
    `resource_group` LowCardinality(String),
    `owner` LowCardinality(String),
    `department` LowCardinality(String),
    `cost_center` LowCardinality(String),
    `billed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `missing_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `purchase_counted_charges` SimpleAggregateFunction(sum, UInt64),
    `purchase_counted_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `amortized_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `assumed_charges` SimpleAggregateFunction(sum, UInt64),
    `assumed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `contracted_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `list_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `charges` SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (billing_account_id, billing_period, snapshot_id, currency, usage_date, charge_category, service_category, service_subcategory, service_name, meter_category, region, subscription, subscription_name, resource_group, owner, department, cost_center)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE DailyFocusServiceCost
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `currency` LowCardinality(String),
    `usage_date` Date,
    `charge_category` LowCardinality(String),
    `service_category` LowCardinality(String),
    `service_subcategory` LowCardinality(String),
    `service_name` LowCardinality(String),
    `billed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `missing_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `purchase_counted_charges` SimpleAggregateFunction(sum, UInt64),
    `purchase_counted_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `amortized_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `assumed_charges` SimpleAggregateFunction(sum, UInt64),
    `assumed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `contracted_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `list_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `charges` SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (billing_account_id, billing_period, snapshot_id, currency, usage_date, charge_category, service_category, service_subcategory, service_name)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE DailyFocusUsage
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `currency` LowCardinality(String),
    `usage_date` Date,
    `charge_category` LowCardinality(String),
    `service_category` LowCardinality(String),
    `service_subcategory` LowCardinality(String),
    `service_name` LowCardinality(String),
    `meter_category` LowCardinality(String),
    `meter` LowCardinality(String),
    `region` LowCardinality(String),
    `consumed_unit` LowCardinality(String),
    `pricing_unit` LowCardinality(String),
    `billed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `missing_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `purchase_counted_charges` SimpleAggregateFunction(sum, UInt64),
    `purchase_counted_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `amortized_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `assumed_charges` SimpleAggregateFunction(sum, UInt64),
    `assumed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `contracted_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `list_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `charges` SimpleAggregateFunction(sum, UInt64),
    `consumed_quantity` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `pricing_quantity` SimpleAggregateFunction(sum, Decimal(76, 18))
)
ENGINE = AggregatingMergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (billing_account_id, billing_period, snapshot_id, currency, usage_date, charge_category, service_category, service_subcategory, service_name, meter_category, meter, region, consumed_unit, pricing_unit)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE DeliveryEvent
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date COMMENT 'First day of the period; 1970-01-01 until it is known.',
    `snapshot_id` String,
    `attempt_id` String,
    `source` LowCardinality(String),
    `event` LowCardinality(String),
    `kind` LowCardinality(String) COMMENT 'For a retry the kind of error; for a wait `rate`, `breaker` or `report`; for a publication `first` or `replaced`.',
    `part` UInt32 COMMENT 'The part that was being read, or the first missing part.',
    `delay_ms` UInt64,
    `detail` String,
    `at` DateTime64(3),
    `costs` String DEFAULT '' COMMENT 'Of a publication: JSON text, a list of what it changed in money, one for each currency.'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (billing_account_id, at, snapshot_id)
TTL toDateTime(at) + toIntervalDay(90)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE Emission
(
    `billing_account_id` LowCardinality(String),
    `month` Date COMMENT 'First day of the month of the usage.',
    `set_id` LowCardinality(String),
    `provider` LowCardinality(String) COMMENT 'As FOCUS names it: `Microsoft`, `AWS`, `Google Cloud`.',
    `sub_account_id` LowCardinality(String) COMMENT 'Subscription, usage account or project; empty where the report names none.',
    `resource_id` String COMMENT 'In lower case; empty where the report has no resources.',
    `service` LowCardinality(String) COMMENT 'Resource type at Azure, product code at AWS, name of the service at Google Cloud.',
    `region` LowCardinality(String),
    `scope` LowCardinality(String) COMMENT '`scope-1`, `scope-2`, `scope-3`, or `total`: what the provider calls the total of those that it reports.',
    `method` LowCardinality(String) COMMENT '`market`, `location`, `unspecified`.',
    `model_version` LowCardinality(String) COMMENT 'Of the provider\'s model; empty where the report names none.',
    `kilograms` Nullable(Decimal(76, 38)) COMMENT 'Of CO2 equivalent; null is missing, and never zero.',
    `problem` LowCardinality(String) COMMENT '`no-value`, `access-denied` and `rounded`, or empty.'
)
ENGINE = MergeTree
PARTITION BY (billing_account_id, month, set_id)
ORDER BY (scope, method, sub_account_id, service, region, resource_id)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE FocusCostAndUsage
(
    `AllocatedMethodDetails` Nullable(String),
    `AllocatedMethodId` LowCardinality(Nullable(String)),
    `AllocatedResourceId` Nullable(String),
    `AllocatedResourceName` Nullable(String),
    `AllocatedTags` Nullable(String),
    `AvailabilityZone` LowCardinality(Nullable(String)),
    `BilledCost` Decimal(38, 18),
    `BillingAccountId` LowCardinality(String),
    `BillingAccountName` LowCardinality(Nullable(String)),
    `BillingAccountType` LowCardinality(String),
    `BillingCurrency` LowCardinality(String),
    `BillingPeriodEnd` DateTime,
    `BillingPeriodStart` DateTime,
    `CapacityReservationId` LowCardinality(Nullable(String)),
    `CapacityReservationStatus` LowCardinality(Nullable(String)),
    `ChargeCategory` LowCardinality(String),
    `ChargeClass` LowCardinality(Nullable(String)),
    `ChargeDescription` LowCardinality(Nullable(String)),
    `ChargeFrequency` LowCardinality(String),
    `ChargePeriodEnd` DateTime,
    `ChargePeriodStart` DateTime,
    `CommitmentDiscountCategory` LowCardinality(Nullable(String)),
    `CommitmentDiscountId` LowCardinality(Nullable(String)),
    `CommitmentDiscountName` LowCardinality(Nullable(String)),
    `CommitmentDiscountQuantity` Nullable(Decimal(38, 18)),
    `CommitmentDiscountStatus` LowCardinality(Nullable(String)),
    `CommitmentDiscountType` LowCardinality(Nullable(String)),
    `CommitmentDiscountUnit` LowCardinality(Nullable(String)),
    `CommitmentProgramEligibilityDetails` Nullable(String),
    `ConsumedQuantity` Nullable(Decimal(38, 18)),
    `ConsumedUnit` LowCardinality(Nullable(String)),
    `ContractApplied` Nullable(String),
    `ContractedCost` Decimal(38, 18),
    `ContractedUnitPrice` Nullable(Decimal(38, 18)),
    `EffectiveCost` Decimal(38, 18),
    `HostProviderName` LowCardinality(Nullable(String)),
    `InvoiceDetailId` Nullable(String),
    `InvoiceId` LowCardinality(Nullable(String)),
    `InvoiceIssuerName` LowCardinality(String),
    `ListCost` Decimal(38, 18),
    `ListUnitPrice` Nullable(Decimal(38, 18)),
    `PricingCategory` LowCardinality(Nullable(String)),
    `PricingCurrency` LowCardinality(String),
    `PricingCurrencyContractedUnitPrice` Nullable(Decimal(38, 18)),
    `PricingCurrencyEffectiveCost` Decimal(38, 18),
    `PricingCurrencyListUnitPrice` Nullable(Decimal(38, 18)),
    `PricingQuantity` Nullable(Decimal(38, 18)),
    `PricingUnit` LowCardinality(Nullable(String)),
    `RegionId` LowCardinality(Nullable(String)),
    `RegionName` LowCardinality(Nullable(String)),
    `ResourceId` Nullable(String),
    `ResourceName` Nullable(String),
    `ResourceType` LowCardinality(Nullable(String)),
    `ServiceCategory` LowCardinality(String),
    `ServiceName` LowCardinality(String),
    `ServiceProviderName` LowCardinality(String),
    `ServiceSubcategory` LowCardinality(String),
    `SkuId` LowCardinality(Nullable(String)),
    `SkuMeter` LowCardinality(Nullable(String)),
    `SkuPriceDetails` Nullable(String),
    `SkuPriceId` LowCardinality(Nullable(String)),
    `SubAccountId` LowCardinality(Nullable(String)),
    `SubAccountName` LowCardinality(Nullable(String)),
    `SubAccountType` LowCardinality(Nullable(String)),
    `Tags` Nullable(String),
    `x_AccountName` LowCardinality(String),
    `x_AccountOwnerId` LowCardinality(String),
    `x_BenefitId` LowCardinality(String) COMMENT 'Azure\'s benefitId: the savings plan or reservation of the row.',
    `x_BenefitName` LowCardinality(String),
    `x_BillingAccountId` LowCardinality(String) COMMENT 'Enrollment number, or account of the file. With x_BillingPeriod and x_SnapshotId the key of the snapshot.',
    `x_BillingCurrency` LowCardinality(String) COMMENT 'Billing currency as sent in the row. BillingCurrency is that of the delivery; x_SourceProblems names a difference.',
    `x_BillingExchangeRate` Nullable(Decimal(38, 20)) COMMENT 'Exchange rate from the pricing currency to the billing currency.',
    `x_BillingPeriod` Date COMMENT 'First day of the billing month.',
    `x_BillingPeriodEnd` LowCardinality(String) COMMENT 'As sent in the row; the period of the bill is BillingPeriodStart and BillingPeriodEnd.',
    `x_BillingPeriodStart` LowCardinality(String),
    `x_BillingProfileId` LowCardinality(String),
    `x_BillingProfileName` LowCardinality(String),
    `x_ChargeId` String COMMENT 'Unique: snapshot/page/ordinal, or the charge id of a live charge.',
    `x_ChargeOrigin` LowCardinality(String) COMMENT '`unused-commitment`: no bill has this row, it is what a commitment cost that nothing used; it counts as no charge, and is billed with 0. Else `bill`; empty in rows of\nFOCUS files, and in those mapped before this column existed.',
    `x_ChargeType` LowCardinality(String) COMMENT 'Azure\'s chargeType, from which ChargeCategory is derived; empty in the legacy schema.',
    `x_CmdbMappedApplicationService` LowCardinality(String),
    `x_ConsumedQuantity` Nullable(Decimal(38, 20)) COMMENT 'As Azure sent it: in pricing blocks when the unit is one, such as `10K`.',
    `x_ConsumedService` LowCardinality(String),
    `x_ContentHash` String COMMENT 'The same for equal charges. Used to compare snapshots.',
    `x_ContractedCostSource` LowCardinality(String) COMMENT 'What ContractedCost is made of: the charge\'s own price, that of the account\'s price sheet of the month, or only what was billed. Empty: the provider says.',
    `x_CostAllocationRuleName` LowCardinality(String),
    `x_CostCenter` LowCardinality(String),
    `x_EffectiveCostSource` LowCardinality(String) COMMENT 'Which evidence EffectiveCost has; docs/commitments.md explains the words. Empty in rows of FOCUS files, whose provider says it, and in those mapped before this column existed.',
    `x_EffectiveUnitPrice` Nullable(Decimal(38, 20)),
    `x_ExtendedCost` Nullable(Decimal(38, 18)) COMMENT 'Cost as sent; null when unreadable: BilledCost is then 0, and x_Problems names it.',
    `x_ExtendedCostTax` Nullable(Decimal(38, 18)) COMMENT 'extendedCost with the configured tax. FOCUS costs exclude tax.',
    `x_Frequency` LowCardinality(String) COMMENT 'Azure\'s frequency, from which ChargeFrequency is derived.',
    `x_InstanceId` String,
    `x_InvoiceSectionId` LowCardinality(String),
    `x_InvoiceSectionName` LowCardinality(String) COMMENT 'Azure\'s departmentName.',
    `x_LatestResourceType` LowCardinality(String),
    `x_LegacySubscriptionId` LowCardinality(String),
    `x_ListCostSource` LowCardinality(String) COMMENT 'Where ListUnitPrice and ListCost come from.',
    `x_Ordinal` UInt32 COMMENT 'Position on the page, from 0; for a file, position in the file.',
    `x_OtherColumns` String COMMENT 'Columns of the source row that have no column here, by their original names, as JSON object text; empty when there are none.',
    `x_Page` UInt32,
    `x_PayGPrice` Nullable(Decimal(38, 20)) COMMENT 'Azure\'s payGPrice: the pay-as-you-go price per unit of x_ConsumedQuantity.',
    `x_PpmBillingItem` LowCardinality(String),
    `x_PpmIdOwner` LowCardinality(String),
    `x_PpmIoCc` LowCardinality(String),
    `x_PricingBlockSize` Nullable(Decimal(38, 18)) COMMENT 'Number of units in one PricingUnit (Microsoft\'s PricingBlockSize); null when the unit could not be read.',
    `x_PricingCurrency` LowCardinality(String) COMMENT 'As sent; PricingCurrency is derived from it.',
    `x_PricingModel` LowCardinality(String) COMMENT 'Azure\'s pricingModel, from which PricingCategory is derived.',
    `x_PricingUnitDescription` LowCardinality(String) COMMENT 'Azure\'s unitOfMeasure.',
    `x_Problems` Array(String) COMMENT 'Codes of what could not be mapped by a rule; docs/numbers.md explains them.',
    `x_ProviderName` LowCardinality(Nullable(String)) COMMENT 'ProviderName and PublisherName of FOCUS up to 1.3.',
    `x_PublisherName` LowCardinality(Nullable(String)),
    `x_PublisherType` LowCardinality(String) COMMENT 'Azure\'s publisherType: Azure, Microsoft, Marketplace or AWS.',
    `x_ReservationId` LowCardinality(String),
    `x_ReservationName` LowCardinality(String),
    `x_ResourceGroupName` LowCardinality(String) COMMENT 'Resource group for comparisons: in lower case for Microsoft.',
    `x_ResourceKey` String COMMENT 'Resource for comparisons: for Microsoft, ResourceId in lower case without trailing slashes; for other providers, ResourceId. Empty when there is no resource.',
    `x_ResourceLocation` LowCardinality(String),
    `x_ResourceName` String,
    `x_ResourceTracking` LowCardinality(String),
    `x_ResourceTrackingRuleId` LowCardinality(Nullable(String)) COMMENT 'Id of the rule that gave the charge its owner; null when no rule matched.',
    `x_ResourceType` LowCardinality(String) COMMENT 'Type of the resource in lower case, such as `microsoft.compute/virtualmachines`.',
    `x_RowBillingAccountId` LowCardinality(String) COMMENT 'Billing account as sent in the row; x_BillingAccountId is that of the delivery.',
    `x_ServiceAdministratorId` LowCardinality(String),
    `x_ServiceInfo1` String,
    `x_ServiceInfo2` String,
    `x_ServicePeriodEnd` LowCardinality(String) COMMENT 'As sent.',
    `x_ServicePeriodStart` LowCardinality(String) COMMENT 'As sent.',
    `x_Sku` LowCardinality(String),
    `x_SkuDescription` LowCardinality(String),
    `x_SkuDetails` String COMMENT 'additionalInfo as Azure sent it.',
    `x_SkuMeterCategory` LowCardinality(String),
    `x_SkuMeterId` LowCardinality(String),
    `x_SkuMeterName` LowCardinality(String),
    `x_SkuMeterSubcategory` LowCardinality(String),
    `x_SkuOfferId` LowCardinality(String),
    `x_SkuOrderId` LowCardinality(String) COMMENT 'Azure\'s productOrderId.',
    `x_SkuOrderName` LowCardinality(String),
    `x_SkuPartNumber` LowCardinality(String),
    `x_SkuPlanName` LowCardinality(String),
    `x_SkuRegion` LowCardinality(String),
    `x_SkuServiceFamily` LowCardinality(String),
    `x_SkuTerm` LowCardinality(String) COMMENT 'Azure\'s term, as sent: months, or a text such as `P1Y`.',
    `x_SnapshotId` LowCardinality(String),
    `x_SourceColumns` String COMMENT 'Columns of a file that have no column here, and original values that were repaired, by their names in the file, as JSON object text; empty when there are none.',
    `x_SourceFocusVersion` LowCardinality(String) COMMENT 'FOCUS version of the file that the row was read from; empty for mapped rows.',
    `x_SourceProblems` Array(Tuple(
        code String,
        field String,
        detail String)) COMMENT 'Problems of the source row; docs/numbers.md explains the codes.',
    `x_StoreServiceIdentifier` String,
    `x_SubscriptionId` LowCardinality(String) COMMENT 'Sub-account for comparisons: in lower case for Microsoft. SubAccountId keeps the spelling of the source.',
    `x_SubscriptionName` LowCardinality(String),
    `x_TagsText` String COMMENT 'tags as Azure sent them.',
    `x_UnitPrice` Nullable(Decimal(38, 20)) COMMENT 'Azure\'s unitPrice.',
    `x_UnknownFields` UInt16,
    `x_UsageDate` Nullable(Date) COMMENT 'Usage day; null when unreadable: the charge period is then the whole billing period.',
    `x_VmName` String
)
ENGINE = MergeTree
PARTITION BY (x_BillingAccountId, x_BillingPeriod, x_SnapshotId)
ORDER BY (ServiceName, x_SubscriptionId, x_ResourceGroupName, x_Page, x_Ordinal)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760, min_bytes_for_wide_part = 268435456;

CREATE TABLE FocusPricingUnit
(
    `unit_of_measure` String,
    `block_size` Decimal(38, 18) COMMENT 'Pricing block size: number of pricing units in one unit of measure, such as 10000 for "10K".',
    `pricing_unit` LowCardinality(String) COMMENT 'Unit in FOCUS\'s unit format, such as "Units" or "GB/Month".',
    `source` LowCardinality(String),
    `version` UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (unit_of_measure)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE FocusRegion
(
    `original_value` String,
    `region_id` LowCardinality(String),
    `region_name` LowCardinality(String),
    `source` LowCardinality(String),
    `version` UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (original_value)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE FocusResourceType
(
    `resource_type` String,
    `display_name` String,
    `source` LowCardinality(String),
    `version` UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (resource_type)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE FocusRuleFinding
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `rule_id` LowCardinality(String),
    `focus_column` LowCardinality(String),
    `severity` LowCardinality(String),
    `requirement` LowCardinality(String),
    `description` LowCardinality(String),
    `rows_checked` UInt64,
    `failures` UInt64,
    `samples` String COMMENT 'First failing rows as a JSON array: the columns that the rule examines, and the location of each row.',
    `checked_at` DateTime64(3)
)
ENGINE = ReplacingMergeTree(checked_at)
ORDER BY (billing_account_id, billing_period, snapshot_id, rule_id)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE FocusService
(
    `consumed_service` String,
    `resource_type` String,
    `service_name` String,
    `service_category` LowCardinality(String),
    `service_subcategory` LowCardinality(String),
    `publisher_name` LowCardinality(String),
    `source` LowCardinality(String),
    `version` UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (consumed_service, resource_type)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE FocusSnapshotDays
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `currency` LowCardinality(String),
    `first_day` SimpleAggregateFunction(min, Date),
    `last_day` SimpleAggregateFunction(max, Date),
    `undated_charges` SimpleAggregateFunction(sum, UInt64),
    `billed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `missing_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `purchase_counted_charges` SimpleAggregateFunction(sum, UInt64),
    `purchase_counted_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `amortized_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `assumed_charges` SimpleAggregateFunction(sum, UInt64),
    `assumed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `contracted_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `list_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `charges` SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (billing_account_id, billing_period, snapshot_id, currency)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE InvoiceDetail
(
    `billing_account_id` LowCardinality(String),
    `month` Date COMMENT 'First day of the billing period.',
    `set_id` LowCardinality(String),
    `BilledCost` Decimal(38, 18),
    `BillingAccountId` LowCardinality(String),
    `BillingCurrency` LowCardinality(String),
    `BillingPeriodEnd` DateTime,
    `BillingPeriodStart` DateTime,
    `ChargeCategory` LowCardinality(String),
    `InvoiceDetailCreated` DateTime,
    `InvoiceDetailDescription` Nullable(String),
    `InvoiceDetailGrain` Nullable(String) COMMENT 'JSON text.',
    `InvoiceDetailId` String,
    `InvoiceDetailLastUpdated` DateTime,
    `InvoiceId` LowCardinality(String),
    `InvoiceIssueDate` Nullable(DateTime),
    `InvoiceIssueStatus` LowCardinality(String),
    `InvoiceIssuerName` LowCardinality(String),
    `PaymentCurrency` LowCardinality(Nullable(String)),
    `PaymentCurrencyBilledCost` Nullable(Decimal(38, 18)),
    `PaymentCurrencyInvoiceDetailId` Nullable(String),
    `PaymentDueDate` Nullable(DateTime),
    `PaymentTerms` LowCardinality(Nullable(String)),
    `PurchaseOrderNumber` LowCardinality(Nullable(String)),
    `ReferenceInvoiceId` LowCardinality(Nullable(String))
)
ENGINE = MergeTree
PARTITION BY (billing_account_id, month, set_id)
ORDER BY (InvoiceId, InvoiceDetailId)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE LiveChargeMonth
(
    `billing_account_id` LowCardinality(String),
    `month_date` Date
)
ENGINE = ReplacingMergeTree
ORDER BY (billing_account_id, month_date)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE MonthlyFocusCost
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `currency` LowCardinality(String),
    `charge_category` LowCardinality(String),
    `service_category` LowCardinality(String),
    `service_subcategory` LowCardinality(String),
    `service_name` LowCardinality(String),
    `meter_category` LowCardinality(String),
    `region` LowCardinality(String),
    `subscription` LowCardinality(String),
    `subscription_name` LowCardinality(String),
    `resource_group` LowCardinality(String),
    `owner` LowCardinality(String),
    `department` LowCardinality(String),
    `cost_center` LowCardinality(String),
    `billed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `missing_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `purchase_counted_charges` SimpleAggregateFunction(sum, UInt64),
    `purchase_counted_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `amortized_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `assumed_charges` SimpleAggregateFunction(sum, UInt64),
    `assumed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `contracted_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `list_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `charges` SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (billing_account_id, billing_period, snapshot_id, currency, charge_category, service_category, service_subcategory, service_name, meter_category, region, subscription, subscription_name, resource_group, owner, department, cost_center)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE MonthlyFocusResourceCost
(
    `billing_account_id` LowCardinality(String),
    `billing_period` Date,
    `snapshot_id` LowCardinality(String),
    `currency` LowCardinality(String),
    `charge_category` LowCardinality(String),
    `service_category` LowCardinality(String),
    `service_subcategory` LowCardinality(String),
    `service_name` LowCardinality(String),
    `meter_category` LowCardinality(String),
    `region` LowCardinality(String),
    `subscription` LowCardinality(String),
    `subscription_name` LowCardinality(String),
    `resource_group` LowCardinality(String),
    `owner` LowCardinality(String),
    `department` LowCardinality(String),
    `cost_center` LowCardinality(String),
    `resource` String,
    `resource_name` String,
    `resource_type` LowCardinality(String),
    `first_seen` SimpleAggregateFunction(min, Date),
    `last_seen` SimpleAggregateFunction(max, Date),
    `billed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `missing_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `not_amortized_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `purchase_counted_charges` SimpleAggregateFunction(sum, UInt64),
    `purchase_counted_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `amortized_charges` SimpleAggregateFunction(sum, UInt64),
    `amortized_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `assumed_charges` SimpleAggregateFunction(sum, UInt64),
    `assumed_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `contracted_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `contracted_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_charges` SimpleAggregateFunction(sum, UInt64),
    `list_unknown_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `list_unknown_effective_cost` SimpleAggregateFunction(sum, Decimal(76, 18)),
    `charges` SimpleAggregateFunction(sum, UInt64)
)
ENGINE = AggregatingMergeTree
PARTITION BY (billing_account_id, billing_period, snapshot_id)
ORDER BY (billing_account_id, billing_period, snapshot_id, currency, charge_category, service_category, service_subcategory, service_name, meter_category, region, subscription, subscription_name, resource_group, owner, department, cost_center, resource, resource_name, resource_type)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE PriceSheet
(
    `meter_id` String COMMENT 'In lower case.',
    `currency` LowCardinality(String),
    `effective_from` Date,
    `effective_through` Nullable(Date) COMMENT 'Last day on which the price applies; null when the sheet has none.',
    `unit_of_measure` LowCardinality(String) COMMENT 'As written in the sheet.',
    `block_size` Decimal(38, 18) COMMENT 'Pricing block size: number of units that the price is for, such as 10000 for `10K`.',
    `pricing_unit` LowCardinality(String) COMMENT 'Unit in FOCUS\'s unit format, as in FocusPricingUnit.',
    `list_unit_price` Decimal(38, 18) COMMENT 'Price of one unit of measure, without discounts.',
    `tiers` UInt16 COMMENT 'Number of prices of the meter by monthly quantity: 1 when this price applies to every quantity, 0 in rows written before this column existed.',
    `source` LowCardinality(String) COMMENT 'Name of the file.',
    `loaded_at` DateTime64(3)
)
ENGINE = ReplacingMergeTree(loaded_at)
ORDER BY (currency, meter_id, effective_from)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE Report
(
    `id` String,
    `revision` UInt32,
    `step` LowCardinality(String),
    `name` String,
    `owner` LowCardinality(String) COMMENT 'Whose rights it has: subject of the token, or name of the key, which of both it is, and role and accounts (JSON text) as they were at `saved_at`.',
    `owner_via` LowCardinality(String),
    `owner_role` LowCardinality(String),
    `owner_accounts` String,
    `saved_at` DateTime64(3),
    `what` String COMMENT 'JSON text: a ready report, a saved view or an alert, each with its parameters.',
    `format` LowCardinality(String),
    `language` LowCardinality(String),
    `schedule` LowCardinality(String) COMMENT 'Five cron fields, UTC; empty: only when somebody asks for it.',
    `destinations` String COMMENT 'JSON text: a list.',
    `paused` Boolean,
    `changed_by` LowCardinality(String),
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (id, revision)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE ReportRun
(
    `report` LowCardinality(String),
    `run_id` String COMMENT 'The report and when it was due, or the request that asked for it.',
    `destination` LowCardinality(String) COMMENT 'The receiver in words, without secrets; empty where the run as a whole is meant.',
    `state` LowCardinality(String),
    `attempt` UInt16,
    `claim` String COMMENT 'Of one attempt to send, the same in all that is said of it: the first of those that are open sends, and the others are `withdrawn`. Empty where none was begun.',
    `asked_by` LowCardinality(String) COMMENT '`schedule`, or a caller.',
    `again` Boolean COMMENT 'The same is sent once more, because somebody wants it.',
    `delivery_key` String COMMENT 'sha-256 of what is delivered where (app/domain/report/delivery-key.ts); empty where nothing was made.',
    `snapshots` String COMMENT 'JSON text: the snapshots that it is made of.',
    `files` String COMMENT 'JSON text: the files with name, type, bytes, sha-256 and rows.',
    `rows` UInt64,
    `bytes` UInt64,
    `sha256` String COMMENT 'Of the file; of several, of the lines that sha256sum writes for them.',
    `totals` String COMMENT 'JSON text: the totals of the answers, amounts as digits.',
    `causes` String COMMENT 'JSON text: of an alert, the causes that stand.',
    `detail` String COMMENT 'What the receiver answered, or why it was not delivered.',
    `next_attempt_at` DateTime64(3) COMMENT 'When it is tried again; 1970 where it is not.',
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (report, run_id, destination, at)
TTL toDateTime(at) + toIntervalDay(800)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE ReservationDetail
(
    `billing_account_id` LowCardinality(String),
    `commitment_order` String COMMENT 'As in CommitmentTransaction.',
    `day` Date,
    `reservation_id` String COMMENT 'In lower case, as the next one.',
    `instance_id` String,
    `sku_name` LowCardinality(String),
    `reserved_hours` Decimal(38, 18) COMMENT 'Hours of the reservation on this day, all its units together: the same in each of its rows.',
    `used_hours` Decimal(38, 18),
    `source` LowCardinality(String) COMMENT 'Name of the file or connection.',
    `loaded_at` DateTime64(3)
)
ENGINE = ReplacingMergeTree(loaded_at)
PARTITION BY billing_account_id
ORDER BY (billing_account_id, commitment_order, day, reservation_id, instance_id)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE ReservationTransaction
(
    `billing_account_id` LowCardinality(String),
    `month` Date COMMENT 'First day of the billing month.',
    `set_id` LowCardinality(String),
    `transaction_id` String,
    `commitment_order` String,
    `commitment_id` String,
    `commitment_name` String,
    `kind` LowCardinality(String),
    `starts_at` DateTime64(3) COMMENT 'When it takes effect.',
    `ends_at` Nullable(DateTime64(3)) COMMENT 'Until when it pays; null for a return, and where the term is not known.',
    `amount` Decimal(38, 18) COMMENT 'What is paid back is negative.',
    `quantity` Decimal(38, 18) COMMENT 'Units at once.',
    `currency` LowCardinality(String),
    `term_months` Nullable(UInt16) COMMENT 'Months of the commitment; null where it is not known.',
    `is_recurring` Boolean,
    `product` LowCardinality(String),
    `resource_location` LowCardinality(String)
)
ENGINE = MergeTree
PARTITION BY (billing_account_id, month, set_id)
ORDER BY (commitment_order, transaction_id)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE ReservationUse
(
    `billing_account_id` LowCardinality(String),
    `month` Date COMMENT 'First day of the month of the day.',
    `set_id` LowCardinality(String),
    `commitment_order` String COMMENT 'As in CommitmentTransaction.',
    `day` Date,
    `reservation_id` String COMMENT 'In lower case, as the next one.',
    `instance_id` String,
    `sku_name` LowCardinality(String),
    `reserved_hours` Decimal(38, 18) COMMENT 'Hours of the reservation on this day, all its units together: the same in each of its rows.',
    `used_hours` Decimal(38, 18)
)
ENGINE = MergeTree
PARTITION BY (billing_account_id, month, set_id)
ORDER BY (commitment_order, day, reservation_id, instance_id)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE SavedView
(
    `id` String,
    `step` LowCardinality(String),
    `owner` LowCardinality(String) COMMENT 'Subject of the token, or name of the key, and which of both it is: a token may have any subject.',
    `owner_via` LowCardinality(String),
    `name` String,
    `question` String COMMENT 'JSON text: endpoint and parameters, or the body of /query.',
    `shared` Boolean,
    `pinned` String COMMENT 'JSON text: the snapshots that it is pinned to; empty when it follows what is published.',
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (id, at)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE SharedCostRule
(
    `id` String,
    `billing_account_id` LowCardinality(String),
    `name` String,
    `priority` Int32,
    `filters` String COMMENT 'JSON text: which charges, as the filters of POST /query.',
    `method` LowCardinality(String),
    `business_metric` String DEFAULT '' COMMENT 'By which targets are weighed where the method is `metric`; else empty.',
    `targets` String COMMENT 'JSON text: owners, with their weights where the method is `fixed`.',
    `valid_from` String DEFAULT '' COMMENT 'First month, `YYYY-MM`; empty for no beginning.',
    `valid_to` String DEFAULT '' COMMENT 'Last month, `YYYY-MM`; empty for no end.',
    `enabled` Boolean DEFAULT true,
    `updated_at` DateTime64(3) MATERIALIZED now64(3) COMMENT 'When this version was stored, and its name; the latest version counts. Set by ClickHouse: a client\'s clock that is ahead would make a version permanent.'
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (billing_account_id, id)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE SheetPrice
(
    `billing_account_id` LowCardinality(String),
    `month` Date COMMENT 'First day of the month.',
    `set_id` LowCardinality(String),
    `meter_id` String COMMENT 'In lower case.',
    `offer_id` LowCardinality(String) COMMENT 'In lower case; empty where the sheet names none.',
    `currency` LowCardinality(String),
    `effective_from` Date COMMENT 'First and last day, both within the month.',
    `effective_through` Date,
    `tier_minimum` Decimal(38, 18),
    `unit_of_measure` LowCardinality(String) COMMENT 'As written in the sheet.',
    `block_size` Decimal(38, 18) COMMENT 'Pricing block size: number of units that the prices are for, such as 10000 for `10K`.',
    `pricing_unit` LowCardinality(String) COMMENT 'Unit in FOCUS\'s unit format, as in FocusPricingUnit.',
    `list_unit_price` Nullable(Decimal(38, 18)) COMMENT 'Price of one unit of measure without an agreement; null where the sheet has none.',
    `contracted_unit_price` Nullable(Decimal(38, 18)) COMMENT 'Price of one unit of measure as agreed on; null where the sheet has none.',
    `problem` String COMMENT 'Why the row of the sheet cannot be used; empty where it can.'
)
ENGINE = MergeTree
PARTITION BY (billing_account_id, month, set_id)
ORDER BY (meter_id, currency, month, offer_id, tier_minimum)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE SourceCheck
(
    `connection` String,
    `config_hash` String COMMENT 'The configuration that was tested; a test says nothing of another one.',
    `passed` Boolean,
    `probes` Array(Tuple(
        name String,
        ok Boolean,
        kind String,
        detail String)),
    `checked_by` LowCardinality(String),
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (connection, at)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE SourceConnection
(
    `id` String,
    `revision` UInt32,
    `step` LowCardinality(String),
    `state` LowCardinality(String),
    `source` LowCardinality(String),
    `config` String COMMENT 'JSON text. A secret in it is the name of one.',
    `config_hash` String COMMENT 'Of source, configuration and sealed values as they were entered: a test counts for this only.',
    `sealed` String COMMENT 'JSON text: sealed values by the name that the configuration calls them; runtime/sealing.ts seals them.',
    `every_minutes` UInt32 COMMENT 'Minutes between two looks.',
    `changed_by` LowCardinality(String),
    `reason` String,
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (id, revision)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE SourceDelivery
(
    `connection` String,
    `source` LowCardinality(String),
    `run_id` String,
    `name` String COMMENT 'In the source\'s words: `100100 2026-10`.',
    `delivery_version` String COMMENT 'What changes when the delivery does; empty where only reading it can tell.',
    `config_hash` String,
    `outcome` LowCardinality(String),
    `reason` LowCardinality(String) COMMENT 'Why it was not published, else empty.',
    `detail` String,
    `retryable` Boolean COMMENT 'Whether the same delivery may succeed later with nothing changed.',
    `accounts` Array(String),
    `months` Array(String),
    `snapshot_ids` Array(String),
    `rows` UInt64,
    `started_at` DateTime64(3),
    `ended_at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (connection, ended_at)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE SourceRun
(
    `connection` String,
    `number` UInt32 COMMENT '0 for a look that was requested and has not begun.',
    `run_id` String,
    `step` LowCardinality(String),
    `started_by` LowCardinality(String) COMMENT 'Who began or asked for it: `schedule`, or a caller.',
    `offered` UInt32,
    `published` UInt32,
    `unpublished` UInt32,
    `rows` UInt64 COMMENT 'Charges that it published.',
    `month` LowCardinality(String) COMMENT '`2026-10` of one that was asked for a month only, else empty.',
    `handover` String COMMENT 'Why the month is taken over from another source or connection, of one that was asked for that; else empty.',
    `fault` String COMMENT 'Why it did not publish all that it was offered, in a sentence; empty when it did.',
    `retryable` Boolean COMMENT 'Whether another look, soon and with nothing changed, may help.',
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (connection, number, at)
TTL toDateTime(at) + toIntervalDay(400)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE TaggingAudit
(
    `billing_account_id` LowCardinality(String),
    `snapshot_id` LowCardinality(String),
    `charge_id` String,
    `date` Nullable(Date),
    `winner_id` Int64,
    `winner_application` LowCardinality(String),
    `winner_level` LowCardinality(String),
    `match_order` LowCardinality(String),
    `reason` LowCardinality(String),
    `levels` Array(Tuple(
        level String,
        text String,
        match_count UInt32,
        matches Array(String))),
    `ingested_at` DateTime64(3)
)
ENGINE = ReplacingMergeTree(ingested_at)
ORDER BY (billing_account_id, snapshot_id, charge_id)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE WorkflowControl
(
    `workflow` LowCardinality(String),
    `action` LowCardinality(String),
    `ordered_by` LowCardinality(String),
    `reason` String,
    `at` DateTime64(3)
)
ENGINE = MergeTree
ORDER BY (workflow, at)
SETTINGS enable_mixed_granularity_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE TABLE WorkflowExecution
(
    `workflow` LowCardinality(String),
    `started_at` DateTime64(3),
    `ended_at` DateTime64(3),
    `outcome` LowCardinality(String),
    `charges` UInt64 COMMENT 'Number of charges that the run read.',
    `detail` String COMMENT 'Outcome in one sentence.'
)
ENGINE = MergeTree
ORDER BY (workflow, started_at)
SETTINGS enable_mixed_granularity_parts = 1, index_granularity = 8192, index_granularity_bytes = 10485760;

CREATE MATERIALIZED VIEW DailyFocusCostView TO DailyFocusCost
AS SELECT
    x_BillingAccountId AS billing_account_id,
    x_BillingPeriod AS billing_period,
    x_SnapshotId AS snapshot_id,
    BillingCurrency AS currency,
    if(has(x_Problems, 'charge-period-unknown'), toDate(0), ifNull(x_UsageDate, toDate(ChargePeriodStart, 'UTC'))) AS usage_date,
    ChargeCategory AS charge_category,
    ServiceCategory AS service_category,
    ServiceSubcategory AS service_subcategory,
    ServiceName AS service_name,
    x_SkuMeterCategory AS meter_category,
    ifNull(RegionId, '') AS region,
    if(x_SubscriptionId != '', x_SubscriptionId, replaceRegexpOne(ifNull(SubAccountId, ''), '^/subscriptions/', '')) AS subscription,
    ifNull(SubAccountName, '') AS subscription_name,
    x_ResourceGroupName AS resource_group,
    if(ifNull(x_ResourceTrackingRuleId, '') = '', '', x_ResourceTracking) AS owner,
    x_InvoiceSectionName AS department,
    x_CostCenter AS cost_center,
    sum(toDecimal256(BilledCost, 18)) AS billed_cost,
    sum(toDecimal256(EffectiveCost, 18)) AS effective_cost,
    sum(if(NOT hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']), toDecimal256(ContractedCost, 18), toDecimal256(0, 18))) AS contracted_cost,
    sum(if(NOT (hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(ListCost, 18), toDecimal256(0, 18))) AS list_cost,
    sum(toUInt64(has(x_Problems, 'cost-missing'))) AS missing_charges,
    sum(toUInt64(has(x_Problems, 'effective-cost-not-amortized'))) AS not_amortized_charges,
    sum(if(has(x_Problems, 'effective-cost-not-amortized'), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS not_amortized_cost,
    sum(toUInt64(has(x_Problems, 'commitment-purchase-effective-cost'))) AS purchase_counted_charges,
    sum(if(has(x_Problems, 'commitment-purchase-effective-cost'), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS purchase_counted_effective_cost,
    sum(toUInt64(has(x_Problems, 'cost-amortized'))) AS amortized_charges,
    sum(if(has(x_Problems, 'cost-amortized'), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS amortized_effective_cost,
    sum(toUInt64(has(x_Problems, 'value-assumed'))) AS assumed_charges,
    sum(if(has(x_Problems, 'value-assumed'), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS assumed_cost,
    sum(toUInt64(hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']))) AS contracted_unknown_charges,
    sum(if(hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS contracted_unknown_cost,
    sum(toUInt64((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))))) AS list_unknown_charges,
    sum(if((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS list_unknown_cost,
    sum(if((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS list_unknown_effective_cost,
    countIf((x_ChargeOrigin != 'unused-commitment')) AS charges
FROM FocusCostAndUsage
GROUP BY
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    usage_date,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    region,
    subscription,
    subscription_name,
    resource_group,
    owner,
    department,
    cost_center;

CREATE MATERIALIZED VIEW DailyFocusServiceCostView TO DailyFocusServiceCost
AS SELECT
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    usage_date,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    sum(billed_cost) AS billed_cost,
    sum(effective_cost) AS effective_cost,
    sum(contracted_cost) AS contracted_cost,
    sum(list_cost) AS list_cost,
    sum(missing_charges) AS missing_charges,
    sum(not_amortized_charges) AS not_amortized_charges,
    sum(not_amortized_cost) AS not_amortized_cost,
    sum(purchase_counted_charges) AS purchase_counted_charges,
    sum(purchase_counted_effective_cost) AS purchase_counted_effective_cost,
    sum(amortized_charges) AS amortized_charges,
    sum(amortized_effective_cost) AS amortized_effective_cost,
    sum(assumed_charges) AS assumed_charges,
    sum(assumed_cost) AS assumed_cost,
    sum(contracted_unknown_charges) AS contracted_unknown_charges,
    sum(contracted_unknown_cost) AS contracted_unknown_cost,
    sum(list_unknown_charges) AS list_unknown_charges,
    sum(list_unknown_cost) AS list_unknown_cost,
    sum(list_unknown_effective_cost) AS list_unknown_effective_cost,
    sum(charges) AS charges
FROM DailyFocusCost
GROUP BY
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    usage_date,
    charge_category,
    service_category,
    service_subcategory,
    service_name;

CREATE MATERIALIZED VIEW DailyFocusUsageView TO DailyFocusUsage
AS SELECT
    x_BillingAccountId AS billing_account_id,
    x_BillingPeriod AS billing_period,
    x_SnapshotId AS snapshot_id,
    BillingCurrency AS currency,
    if(has(x_Problems, 'charge-period-unknown'), toDate(0), ifNull(x_UsageDate, toDate(ChargePeriodStart, 'UTC'))) AS usage_date,
    ChargeCategory AS charge_category,
    ServiceCategory AS service_category,
    ServiceSubcategory AS service_subcategory,
    ServiceName AS service_name,
    x_SkuMeterCategory AS meter_category,
    ifNull(SkuMeter, '') AS meter,
    ifNull(RegionId, '') AS region,
    if(isNull(ConsumedQuantity), '', ifNull(ConsumedUnit, '')) AS consumed_unit,
    if(isNull(PricingQuantity), '', ifNull(PricingUnit, '')) AS pricing_unit,
    sum(toDecimal256(BilledCost, 18)) AS billed_cost,
    sum(toDecimal256(EffectiveCost, 18)) AS effective_cost,
    sum(if(NOT hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']), toDecimal256(ContractedCost, 18), toDecimal256(0, 18))) AS contracted_cost,
    sum(if(NOT (hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(ListCost, 18), toDecimal256(0, 18))) AS list_cost,
    sum(toUInt64(has(x_Problems, 'cost-missing'))) AS missing_charges,
    sum(toUInt64(has(x_Problems, 'effective-cost-not-amortized'))) AS not_amortized_charges,
    sum(if(has(x_Problems, 'effective-cost-not-amortized'), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS not_amortized_cost,
    sum(toUInt64(has(x_Problems, 'commitment-purchase-effective-cost'))) AS purchase_counted_charges,
    sum(if(has(x_Problems, 'commitment-purchase-effective-cost'), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS purchase_counted_effective_cost,
    sum(toUInt64(has(x_Problems, 'cost-amortized'))) AS amortized_charges,
    sum(if(has(x_Problems, 'cost-amortized'), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS amortized_effective_cost,
    sum(toUInt64(has(x_Problems, 'value-assumed'))) AS assumed_charges,
    sum(if(has(x_Problems, 'value-assumed'), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS assumed_cost,
    sum(toUInt64(hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']))) AS contracted_unknown_charges,
    sum(if(hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS contracted_unknown_cost,
    sum(toUInt64((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))))) AS list_unknown_charges,
    sum(if((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS list_unknown_cost,
    sum(if((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS list_unknown_effective_cost,
    sum(toDecimal256(ifNull(ConsumedQuantity, 0), 18)) AS consumed_quantity,
    sum(toDecimal256(ifNull(PricingQuantity, 0), 18)) AS pricing_quantity,
    countIf((x_ChargeOrigin != 'unused-commitment')) AS charges
FROM FocusCostAndUsage
GROUP BY
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    usage_date,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    meter,
    region,
    consumed_unit,
    pricing_unit;

CREATE MATERIALIZED VIEW FocusSnapshotDaysView TO FocusSnapshotDays
AS SELECT
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    min(if(usage_date = toDate(0), toDate('2149-06-06'), usage_date)) AS first_day,
    max(usage_date) AS last_day,
    sumIf(d.charges, d.usage_date = toDate(0)) AS undated_charges,
    sum(billed_cost) AS billed_cost,
    sum(effective_cost) AS effective_cost,
    sum(contracted_cost) AS contracted_cost,
    sum(list_cost) AS list_cost,
    sum(missing_charges) AS missing_charges,
    sum(not_amortized_charges) AS not_amortized_charges,
    sum(not_amortized_cost) AS not_amortized_cost,
    sum(purchase_counted_charges) AS purchase_counted_charges,
    sum(purchase_counted_effective_cost) AS purchase_counted_effective_cost,
    sum(amortized_charges) AS amortized_charges,
    sum(amortized_effective_cost) AS amortized_effective_cost,
    sum(assumed_charges) AS assumed_charges,
    sum(assumed_cost) AS assumed_cost,
    sum(contracted_unknown_charges) AS contracted_unknown_charges,
    sum(contracted_unknown_cost) AS contracted_unknown_cost,
    sum(list_unknown_charges) AS list_unknown_charges,
    sum(list_unknown_cost) AS list_unknown_cost,
    sum(list_unknown_effective_cost) AS list_unknown_effective_cost,
    sum(charges) AS charges
FROM DailyFocusCost AS d
GROUP BY
    billing_account_id,
    billing_period,
    snapshot_id,
    currency;

CREATE MATERIALIZED VIEW LiveChargeMonthView TO LiveChargeMonth
AS SELECT DISTINCT
    d.billing_account_id AS billing_account_id,
    d.period AS month_date
FROM
(
    SELECT
        billing_account_id,
        ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))) AS period
    FROM AzureBillingDetail
) AS d;

CREATE MATERIALIZED VIEW MonthlyFocusCostView TO MonthlyFocusCost
AS SELECT
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    region,
    subscription,
    subscription_name,
    resource_group,
    owner,
    department,
    cost_center,
    sum(billed_cost) AS billed_cost,
    sum(effective_cost) AS effective_cost,
    sum(contracted_cost) AS contracted_cost,
    sum(list_cost) AS list_cost,
    sum(missing_charges) AS missing_charges,
    sum(not_amortized_charges) AS not_amortized_charges,
    sum(not_amortized_cost) AS not_amortized_cost,
    sum(purchase_counted_charges) AS purchase_counted_charges,
    sum(purchase_counted_effective_cost) AS purchase_counted_effective_cost,
    sum(amortized_charges) AS amortized_charges,
    sum(amortized_effective_cost) AS amortized_effective_cost,
    sum(assumed_charges) AS assumed_charges,
    sum(assumed_cost) AS assumed_cost,
    sum(contracted_unknown_charges) AS contracted_unknown_charges,
    sum(contracted_unknown_cost) AS contracted_unknown_cost,
    sum(list_unknown_charges) AS list_unknown_charges,
    sum(list_unknown_cost) AS list_unknown_cost,
    sum(list_unknown_effective_cost) AS list_unknown_effective_cost,
    sum(charges) AS charges
FROM DailyFocusCost
GROUP BY
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    region,
    subscription,
    subscription_name,
    resource_group,
    owner,
    department,
    cost_center;

CREATE MATERIALIZED VIEW MonthlyFocusResourceCostView TO MonthlyFocusResourceCost
AS SELECT
    x_BillingAccountId AS billing_account_id,
    x_BillingPeriod AS billing_period,
    x_SnapshotId AS snapshot_id,
    BillingCurrency AS currency,
    ChargeCategory AS charge_category,
    ServiceCategory AS service_category,
    ServiceSubcategory AS service_subcategory,
    ServiceName AS service_name,
    x_SkuMeterCategory AS meter_category,
    ifNull(RegionId, '') AS region,
    if(x_SubscriptionId != '', x_SubscriptionId, replaceRegexpOne(ifNull(SubAccountId, ''), '^/subscriptions/', '')) AS subscription,
    ifNull(SubAccountName, '') AS subscription_name,
    x_ResourceGroupName AS resource_group,
    if(ifNull(x_ResourceTrackingRuleId, '') = '', '', x_ResourceTracking) AS owner,
    x_InvoiceSectionName AS department,
    x_CostCenter AS cost_center,
    if(x_ResourceKey != '', x_ResourceKey, ifNull(ResourceId, '')) AS resource,
    ifNull(ResourceName, '') AS resource_name,
    ifNull(ResourceType, '') AS resource_type,
    min(if(if(has(x_Problems, 'charge-period-unknown'), toDate(0), ifNull(x_UsageDate, toDate(ChargePeriodStart, 'UTC'))) = toDate(0), toDate('2149-06-06'), if(has(x_Problems, 'charge-period-unknown'), toDate(0), ifNull(x_UsageDate, toDate(ChargePeriodStart, 'UTC'))))) AS first_seen,
    max(if(has(x_Problems, 'charge-period-unknown'), toDate(0), ifNull(x_UsageDate, toDate(ChargePeriodStart, 'UTC')))) AS last_seen,
    sum(toDecimal256(BilledCost, 18)) AS billed_cost,
    sum(toDecimal256(EffectiveCost, 18)) AS effective_cost,
    sum(if(NOT hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']), toDecimal256(ContractedCost, 18), toDecimal256(0, 18))) AS contracted_cost,
    sum(if(NOT (hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(ListCost, 18), toDecimal256(0, 18))) AS list_cost,
    sum(toUInt64(has(x_Problems, 'cost-missing'))) AS missing_charges,
    sum(toUInt64(has(x_Problems, 'effective-cost-not-amortized'))) AS not_amortized_charges,
    sum(if(has(x_Problems, 'effective-cost-not-amortized'), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS not_amortized_cost,
    sum(toUInt64(has(x_Problems, 'commitment-purchase-effective-cost'))) AS purchase_counted_charges,
    sum(if(has(x_Problems, 'commitment-purchase-effective-cost'), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS purchase_counted_effective_cost,
    sum(toUInt64(has(x_Problems, 'cost-amortized'))) AS amortized_charges,
    sum(if(has(x_Problems, 'cost-amortized'), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS amortized_effective_cost,
    sum(toUInt64(has(x_Problems, 'value-assumed'))) AS assumed_charges,
    sum(if(has(x_Problems, 'value-assumed'), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS assumed_cost,
    sum(toUInt64(hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']))) AS contracted_unknown_charges,
    sum(if(hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS contracted_unknown_cost,
    sum(toUInt64((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))))) AS list_unknown_charges,
    sum(if((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(BilledCost, 18), toDecimal256(0, 18))) AS list_unknown_cost,
    sum(if((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18))) AS list_unknown_effective_cost,
    countIf((x_ChargeOrigin != 'unused-commitment')) AS charges
FROM FocusCostAndUsage
GROUP BY
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    region,
    subscription,
    subscription_name,
    resource_group,
    owner,
    department,
    cost_center,
    resource,
    resource_name,
    resource_type;

CREATE VIEW CurrentBillingSnapshot
AS SELECT
    billing_account_id,
    billing_period,
    argMax(snapshot_id, (activation, activated_at)) AS snapshot_id,
    max(activation) AS activations
FROM ActiveBillingSnapshot
GROUP BY
    billing_account_id,
    billing_period;

CREATE VIEW CurrentEmission
AS SELECT *
FROM Emission
WHERE set_id GLOBAL IN (
    SELECT argMax(set_id, activation)
    FROM ActiveRecordSet
    WHERE records = 'emissions'
    GROUP BY
        billing_account_id,
        month
);

CREATE VIEW FocusBillingPeriod
AS SELECT
    a.created AS BillingPeriodCreated,
    toDateTime(ifNull(p.ends_on, addMonths(p.billing_period, 1)), 'UTC') AS BillingPeriodEnd,
    greatest(a.updated, if(toDate(now('UTC')) < p.closes_on, a.updated, toDateTime64(p.closes_on, 3, 'UTC'))) AS BillingPeriodLastUpdated,
    toDateTime(p.billing_period, 'UTC') AS BillingPeriodStart,
    if(toDate(now('UTC')) < p.closes_on, 'Open', 'Closed') AS BillingPeriodStatus,
    p.invoice_issuer_name AS InvoiceIssuerName,
    p.billing_account_id AS x_BillingAccountId,
    p.billing_period AS x_BillingPeriod,
    a.snapshot_id AS x_SnapshotId,
    p.currency AS x_BillingCurrency,
    p.closes_on AS x_ClosesOn
FROM
(
    SELECT *
    FROM BillingPeriod
    FINAL
) AS p
INNER JOIN
(
    SELECT
        billing_account_id AS account,
        billing_period AS period,
        argMax(snapshot_id, (activation, activated_at)) AS snapshot_id,
        min(activated_at) AS created,
        max(activated_at) AS updated
    FROM ActiveBillingSnapshot
    GROUP BY
        billing_account_id,
        billing_period
) AS a ON (a.account = p.billing_account_id) AND (a.period = p.billing_period);

CREATE VIEW FocusContractCommitment
AS SELECT
    CAST(t.currency, 'Nullable(String)') AS BillingCurrency,
    '{"IsComplexScope":true}' AS ContractCommitmentApplicability,
    'Discount' AS ContractCommitmentBenefitCategory,
    t.kind AS ContractCommitmentCategory,
    CAST(t.cost, 'Nullable(Decimal(38, 18))') AS ContractCommitmentCost,
    assumeNotNull(t.starts_at) AS ContractCommitmentCreated,
    nullIf(toString(t.product), '') AS ContractCommitmentDescription,
    CAST(NULL, 'Nullable(Decimal(38, 18))') AS ContractCommitmentDiscountPercentage,
    multiIf(t.months = 0, concat(toString(assumeNotNull(dateDiff('day', t.starts_at, t.ends_at))), ' Days'), (t.months % 12) != 0, concat(toString(t.months), if(t.months = 1, ' Month', ' Months')), t.months = 12, '1 Year', concat(toString(intDiv(t.months, 12)), ' Years')) AS ContractCommitmentDurationType,
    'Hourly' AS ContractCommitmentFulfillmentInterval,
    t.commitment_id AS ContractCommitmentId,
    t.updated AS ContractCommitmentLastUpdated,
    multiIf(t.starts_at > now(), 'Pending', t.ends_at > now(), 'Active', t.ends_at < (addMonths(t.starts_at, t.months) - toIntervalDay(1)), 'Canceled', 'Expired') AS ContractCommitmentLifecycleStatus,
    'Continuous' AS ContractCommitmentModel,
    'Public' AS ContractCommitmentOfferCategory,
    if(t.upfront = 1, 'One-Time', 'Monthly') AS ContractCommitmentPaymentInterval,
    multiIf(t.upfront = 0, 'No Upfront', t.upfront = 1, 'All Upfront', 'Partial Upfront') AS ContractCommitmentPaymentModel,
    t.upfront AS ContractCommitmentPaymentUpfrontPercentage,
    assumeNotNull(t.ends_at) AS ContractCommitmentPeriodEnd,
    assumeNotNull(t.starts_at) AS ContractCommitmentPeriodStart,
    CAST(t.quantity, 'Nullable(Decimal(38, 18))') AS ContractCommitmentQuantity,
    if(t.commitment_type = '', 'Reservation', toString(t.commitment_type)) AS ContractCommitmentType,
    CAST(multiIf(t.quantity IS NULL, NULL, t.unit = '', 'Normalized Hours', toString(t.unit)), 'Nullable(String)') AS ContractCommitmentUnit,
    t.commitment_order AS ContractId,
    assumeNotNull(t.ends_at) AS ContractPeriodEnd,
    assumeNotNull(t.starts_at) AS ContractPeriodStart,
    multiIf(t.invoice_issuer != '', toString(t.invoice_issuer), t.currency = 'CNY', '21Vianet', 'Microsoft') AS InvoiceIssuerName,
    toString(t.currency) AS PricingCurrency,
    CAST(t.cost, 'Nullable(Decimal(38, 18))') AS PricingCurrencyContractCommitmentCost,
    multiIf(t.service_provider != '', toString(t.service_provider), t.currency = 'CNY', '21Vianet', 'Microsoft') AS ServiceProviderName,
    t.billing_account_id AS x_BillingAccountId,
    t.billing_period AS x_BillingPeriod,
    t.snapshot_id AS x_SnapshotId,
    t.evidence AS x_Evidence,
    t.problems AS x_Problems
FROM
(
    SELECT
        c.*,
        a.updated AS updated,
        ifNull(c.term_months, 0) AS months,
        if(c.category = '', 'Usage', toString(c.category)) AS kind,
        assumeNotNull(ifNull(c.upfront_share, toDecimal128(NOT c.is_recurring, 18))) AS upfront,
        multiIf(c.category = 'Spend', toDecimal256(c.quantity, 18) * dateDiff('hour', c.starts_at, c.ends_at), (c.evidence = 'amortized-report') AND c.is_recurring, NULL, c.purchased) AS cost
    FROM CommitmentTerm AS c
    INNER JOIN
    (
        SELECT
            billing_account_id AS account,
            billing_period AS period,
            argMax(snapshot_id, (activation, activated_at)) AS snapshot,
            max(activated_at) AS updated
        FROM ActiveBillingSnapshot
        GROUP BY
            account,
            period
    ) AS a ON (a.account = c.billing_account_id) AND (a.period = c.billing_period) AND (a.snapshot = c.snapshot_id)
    WHERE (c.starts_at IS NOT NULL) AND (c.ends_at IS NOT NULL) AND ((c.upfront_share IS NOT NULL) OR (c.evidence != 'amortized-report'))
    ORDER BY c.billing_period DESC
    LIMIT 1 BY
        c.billing_account_id,
        c.commitment_order,
        c.currency
) AS t;

CREATE VIEW FocusInvoiceDetail
AS SELECT
    l.billed AS BilledCost,
    l.account_id AS BillingAccountId,
    l.currency AS BillingCurrency,
    l.period_end AS BillingPeriodEnd,
    l.period_start AS BillingPeriodStart,
    l.category AS ChargeCategory,
    a.created AS InvoiceDetailCreated,
    CAST(l.words, 'Nullable(String)') AS InvoiceDetailDescription,
    if(l.services > 1, NULL, if(l.is_correction, toJSONString(map('ServiceName', l.service, 'x_ChargeClass', 'Correction')), toJSONString(map('ServiceName', l.service)))) AS InvoiceDetailGrain,
    l.line AS InvoiceDetailId,
    a.updated AS InvoiceDetailLastUpdated,
    l.invoice AS InvoiceId,
    CAST(NULL, 'Nullable(DateTime)') AS InvoiceIssueDate,
    if(l.is_final OR (toDate(now('UTC')) >= p.closes_on), 'Issued', 'Open') AS InvoiceIssueStatus,
    l.issuer AS InvoiceIssuerName,
    CAST(NULL, 'Nullable(String)') AS PaymentCurrency,
    CAST(NULL, 'Nullable(Decimal(38, 18))') AS PaymentCurrencyBilledCost,
    CAST(NULL, 'Nullable(String)') AS PaymentCurrencyInvoiceDetailId,
    CAST(NULL, 'Nullable(DateTime)') AS PaymentDueDate,
    CAST(NULL, 'Nullable(String)') AS PaymentTerms,
    CAST(NULL, 'Nullable(String)') AS PurchaseOrderNumber,
    if(l.is_correction, NULL, l.invoice) AS ReferenceInvoiceId,
    l.account AS x_BillingAccountId,
    l.period AS x_BillingPeriod,
    l.snapshot AS x_SnapshotId,
    toNullable(l.charges) AS x_Charges,
    'charges' AS x_Evidence
FROM
(
    SELECT
        r.account AS account,
        r.period AS period,
        r.snapshot AS snapshot,
        r.account_id AS account_id,
        r.currency AS currency,
        r.period_start AS period_start,
        r.period_end AS period_end,
        r.issuer AS issuer,
        r.invoice AS invoice,
        r.line AS line,
        r.is_correction AS is_correction,
        CAST(sum(toDecimal256(r.cost, 18)), 'Decimal(38, 18)') AS billed,
        if(uniqExact(r.kind) = 1, any(r.kind), 'Usage') AS category,
        uniqExact(r.service_name) AS services,
        any(r.service_name) AS service,
        concat(category, ': ', if(services = 1, service, concat(toString(services), ' services')), if(is_correction, ', correction', '')) AS words,
        min(r.provider IN ('AWS', 'Microsoft', '21Vianet')) = 1 AS is_final,
        count() AS charges
    FROM
    (
        SELECT
            x_BillingAccountId AS account,
            x_BillingPeriod AS period,
            x_SnapshotId AS snapshot,
            toString(BillingAccountId) AS account_id,
            toString(BillingCurrency) AS currency,
            BillingPeriodStart AS period_start,
            BillingPeriodEnd AS period_end,
            toString(InvoiceIssuerName) AS issuer,
            toString(assumeNotNull(InvoiceId)) AS invoice,
            toString(ChargeCategory) AS kind,
            toString(ServiceName) AS service_name,
            ifNull(ChargeClass, '') = 'Correction' AS is_correction,
            BilledCost AS cost,
            x_ProviderName AS provider,
            ifNull(toString(InvoiceDetailId), concat(kind, ': ', service_name, if(is_correction, ', correction', ''))) AS line
        FROM FocusCostAndUsage
        WHERE InvoiceId IS NOT NULL
    ) AS r
    GROUP BY
        r.account,
        r.period,
        r.snapshot,
        r.account_id,
        r.currency,
        r.period_start,
        r.period_end,
        r.issuer,
        r.invoice,
        r.line,
        r.is_correction
) AS l
INNER JOIN
(
    SELECT
        billing_account_id AS account,
        billing_period AS period,
        argMax(snapshot_id, (activation, activated_at)) AS snapshot,
        min(activated_at) AS created,
        max(activated_at) AS updated
    FROM ActiveBillingSnapshot
    GROUP BY
        account,
        period
) AS a ON (a.account = l.account) AND (a.period = l.period) AND (a.snapshot = l.snapshot)
INNER JOIN
(
    SELECT *
    FROM BillingPeriod
    FINAL
) AS p ON (p.billing_account_id = l.account) AND (p.billing_period = l.period)
WHERE ((l.account, l.invoice) GLOBAL NOT IN (
    SELECT
        billing_account_id,
        toString(InvoiceId)
    FROM InvoiceDetail
    WHERE set_id GLOBAL IN (
        SELECT argMax(set_id, activation)
        FROM ActiveRecordSet
        WHERE records = 'invoices'
        GROUP BY
            billing_account_id,
            month
    )
)) AND ((replaceRegexpOne(lower(toString(l.account_id)), '^/?providers/microsoft[.]billing/billingaccounts/', ''), l.invoice) GLOBAL NOT IN (
    SELECT
        replaceRegexpOne(lower(toString(BillingAccountId)), '^/?providers/microsoft[.]billing/billingaccounts/', ''),
        toString(InvoiceId)
    FROM InvoiceDetail
    WHERE set_id GLOBAL IN (
        SELECT argMax(set_id, activation)
        FROM ActiveRecordSet
        WHERE records = 'invoices'
        GROUP BY
            billing_account_id,
            month
    )
))
UNION ALL
SELECT
    BilledCost,
    toString(BillingAccountId) AS BillingAccountId,
    toString(BillingCurrency) AS BillingCurrency,
    BillingPeriodEnd,
    BillingPeriodStart,
    toString(ChargeCategory) AS ChargeCategory,
    toDateTime64(InvoiceDetailCreated, 3) AS InvoiceDetailCreated,
    InvoiceDetailDescription,
    InvoiceDetailGrain,
    InvoiceDetailId,
    toDateTime64(InvoiceDetailLastUpdated, 3) AS InvoiceDetailLastUpdated,
    toString(InvoiceId) AS InvoiceId,
    InvoiceIssueDate,
    toString(InvoiceIssueStatus) AS InvoiceIssueStatus,
    toString(InvoiceIssuerName) AS InvoiceIssuerName,
    CAST(PaymentCurrency, 'Nullable(String)') AS PaymentCurrency,
    PaymentCurrencyBilledCost,
    PaymentCurrencyInvoiceDetailId,
    PaymentDueDate,
    CAST(PaymentTerms, 'Nullable(String)') AS PaymentTerms,
    CAST(PurchaseOrderNumber, 'Nullable(String)') AS PurchaseOrderNumber,
    CAST(ReferenceInvoiceId, 'Nullable(String)') AS ReferenceInvoiceId,
    billing_account_id AS x_BillingAccountId,
    month AS x_BillingPeriod,
    set_id AS x_SnapshotId,
    CAST(NULL, 'Nullable(UInt64)') AS x_Charges,
    'invoice-detail' AS x_Evidence
FROM
(
    SELECT *
    FROM InvoiceDetail
    WHERE set_id GLOBAL IN (
        SELECT argMax(set_id, activation)
        FROM ActiveRecordSet
        WHERE records = 'invoices'
        GROUP BY
            billing_account_id,
            month
    )
    ORDER BY set_id DESC
    LIMIT 1 BY
        billing_account_id,
        InvoiceDetail.BillingAccountId,
        InvoiceDetail.InvoiceId,
        InvoiceDetailId
);

CREATE VIEW PublishedDay
AS SELECT DISTINCT
    c.account AS billing_account_id,
    arrayJoin(arrayMap(number -> (c.starts + number), range(toUInt32(greatest(dateDiff('day', c.starts, c.ends), 0))))) AS day
FROM
(
    SELECT
        a.billing_account_id AS account,
        a.billing_period AS starts,
        ifNull(p.ends_on, addMonths(a.billing_period, 1)) AS ends
    FROM CurrentBillingSnapshot AS a
    ANY LEFT JOIN
    (
        SELECT
            billing_account_id,
            billing_period,
            ends_on
        FROM BillingPeriod
        FINAL
    ) AS p ON (p.billing_account_id = a.billing_account_id) AND (p.billing_period = a.billing_period)
    WHERE a.billing_account_id IN (
        SELECT billing_account_id
        FROM LiveChargeMonth
    )
) AS c;

CREATE VIEW CurrentAzureBillingDetail
AS SELECT
    billing_period,
    concat(snapshot_id, '/', toString(page), '/', toString(ordinal)) AS charge_id,
    content_hash,
    billing_account_id,
    currency,
    snapshot_id,
    date,
    day,
    month,
    year,
    month_date,
    newmonth,
    consumed_quantity,
    resource_rate,
    extended_cost,
    extended_cost_tax,
    resource_tracking,
    resource_tracking_rule_id,
    cmdb_mapped_application_service,
    problems,
    unknown_fields,
    account_owner_id,
    account_name,
    service_administrator_id,
    subscription_id,
    subscription_guid,
    subscription_name,
    product,
    meter_id,
    meter_category,
    meter_sub_category,
    meter_region,
    meter_name,
    resource_location,
    consumed_service,
    instance_id,
    service_info1,
    service_info2,
    additional_info,
    tags,
    store_service_identifier,
    department_name,
    cost_center,
    unit_of_measure,
    resource_group,
    resource_name,
    vm_name,
    sku,
    latest_resource_type,
    ppm_billing_item,
    ppm_id_owner,
    ppm_io_cc,
    charge_type,
    frequency,
    pricing_model,
    benefit_id,
    benefit_name,
    reservation_id,
    reservation_name,
    publisher_type,
    publisher_name,
    plan_name,
    billing_currency,
    pricing_currency,
    exchange_rate,
    invoice_id,
    invoice_section_id,
    row_billing_account_id,
    billing_account_name,
    billing_profile_id,
    billing_profile_name,
    billing_period_start,
    billing_period_end,
    cost_allocation_rule_name,
    payg_price,
    unit_price,
    term,
    product_order_id,
    product_order_name,
    part_number,
    offer_id,
    service_family,
    availability_zone,
    service_period_start,
    service_period_end,
    other_columns
FROM AzureBillingSnapshotDetail
WHERE snapshot_id GLOBAL IN (
    SELECT snapshot_id
    FROM CurrentBillingSnapshot
)
UNION ALL
SELECT
    ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))) AS billing_period,
    charge_id,
    substring(charge_id, 1, 64) AS content_hash,
    billing_account_id,
    currency,
    snapshot_id,
    date,
    day,
    month,
    year,
    month_date,
    newmonth,
    consumed_quantity,
    resource_rate,
    extended_cost,
    extended_cost_tax,
    resource_tracking,
    resource_tracking_rule_id,
    cmdb_mapped_application_service,
    problems,
    unknown_fields,
    account_owner_id,
    account_name,
    service_administrator_id,
    subscription_id,
    subscription_guid,
    subscription_name,
    product,
    meter_id,
    meter_category,
    meter_sub_category,
    meter_region,
    meter_name,
    resource_location,
    consumed_service,
    instance_id,
    service_info1,
    service_info2,
    additional_info,
    tags,
    store_service_identifier,
    department_name,
    cost_center,
    unit_of_measure,
    resource_group,
    resource_name,
    vm_name,
    sku,
    latest_resource_type,
    ppm_billing_item,
    ppm_id_owner,
    ppm_io_cc,
    charge_type,
    frequency,
    pricing_model,
    benefit_id,
    benefit_name,
    reservation_id,
    reservation_name,
    publisher_type,
    publisher_name,
    plan_name,
    billing_currency,
    pricing_currency,
    exchange_rate,
    invoice_id,
    invoice_section_id,
    row_billing_account_id,
    billing_account_name,
    billing_profile_id,
    billing_profile_name,
    billing_period_start,
    billing_period_end,
    cost_allocation_rule_name,
    payg_price,
    unit_price,
    term,
    product_order_id,
    product_order_name,
    part_number,
    offer_id,
    service_family,
    availability_zone,
    service_period_start,
    service_period_end,
    other_columns
FROM AzureBillingDetail
FINAL
WHERE (snapshot_id = 'live') AND ((billing_account_id, ifNull(date, ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))))) NOT IN (
    SELECT
        billing_account_id,
        day
    FROM PublishedDay
));

CREATE VIEW CurrentFocusCostAndUsage
AS SELECT
    AllocatedMethodDetails,
    AllocatedMethodId,
    AllocatedResourceId,
    AllocatedResourceName,
    AllocatedTags,
    AvailabilityZone,
    BilledCost,
    BillingAccountId,
    BillingAccountName,
    BillingAccountType,
    BillingCurrency,
    BillingPeriodEnd,
    BillingPeriodStart,
    CapacityReservationId,
    CapacityReservationStatus,
    ChargeCategory,
    ChargeClass,
    ChargeDescription,
    ChargeFrequency,
    ChargePeriodEnd,
    ChargePeriodStart,
    CommitmentDiscountCategory,
    CommitmentDiscountId,
    CommitmentDiscountName,
    CommitmentDiscountQuantity,
    CommitmentDiscountStatus,
    CommitmentDiscountType,
    CommitmentDiscountUnit,
    CommitmentProgramEligibilityDetails,
    ConsumedQuantity,
    ConsumedUnit,
    ContractApplied,
    ContractedCost,
    ContractedUnitPrice,
    EffectiveCost,
    HostProviderName,
    InvoiceDetailId,
    InvoiceId,
    InvoiceIssuerName,
    ListCost,
    ListUnitPrice,
    PricingCategory,
    PricingCurrency,
    PricingCurrencyContractedUnitPrice,
    PricingCurrencyEffectiveCost,
    PricingCurrencyListUnitPrice,
    PricingQuantity,
    PricingUnit,
    RegionId,
    RegionName,
    ResourceId,
    ResourceName,
    ResourceType,
    ServiceCategory,
    ServiceName,
    ServiceProviderName,
    ServiceSubcategory,
    SkuId,
    SkuMeter,
    SkuPriceDetails,
    SkuPriceId,
    SubAccountId,
    SubAccountName,
    SubAccountType,
    Tags,
    x_AccountName,
    x_AccountOwnerId,
    x_BenefitId,
    x_BenefitName,
    x_BillingAccountId,
    x_BillingCurrency,
    x_BillingExchangeRate,
    x_BillingPeriod,
    x_BillingPeriodEnd,
    x_BillingPeriodStart,
    x_BillingProfileId,
    x_BillingProfileName,
    x_ChargeId,
    x_ChargeOrigin,
    x_ChargeType,
    x_CmdbMappedApplicationService,
    x_ConsumedQuantity,
    x_ConsumedService,
    x_ContentHash,
    x_ContractedCostSource,
    x_CostAllocationRuleName,
    x_CostCenter,
    x_EffectiveCostSource,
    x_EffectiveUnitPrice,
    x_ExtendedCost,
    x_ExtendedCostTax,
    x_Frequency,
    x_InstanceId,
    x_InvoiceSectionId,
    x_InvoiceSectionName,
    x_LatestResourceType,
    x_LegacySubscriptionId,
    x_ListCostSource,
    x_Ordinal,
    x_OtherColumns,
    x_Page,
    x_PayGPrice,
    x_PpmBillingItem,
    x_PpmIdOwner,
    x_PpmIoCc,
    x_PricingBlockSize,
    x_PricingCurrency,
    x_PricingModel,
    x_PricingUnitDescription,
    x_Problems,
    x_ProviderName,
    x_PublisherName,
    x_PublisherType,
    x_ReservationId,
    x_ReservationName,
    x_ResourceGroupName,
    x_ResourceKey,
    x_ResourceLocation,
    x_ResourceName,
    x_ResourceTracking,
    x_ResourceTrackingRuleId,
    x_ResourceType,
    x_RowBillingAccountId,
    x_ServiceAdministratorId,
    x_ServiceInfo1,
    x_ServiceInfo2,
    x_ServicePeriodEnd,
    x_ServicePeriodStart,
    x_Sku,
    x_SkuDescription,
    x_SkuDetails,
    x_SkuMeterCategory,
    x_SkuMeterId,
    x_SkuMeterName,
    x_SkuMeterSubcategory,
    x_SkuOfferId,
    x_SkuOrderId,
    x_SkuOrderName,
    x_SkuPartNumber,
    x_SkuPlanName,
    x_SkuRegion,
    x_SkuServiceFamily,
    x_SkuTerm,
    x_SnapshotId,
    x_SourceColumns,
    x_SourceFocusVersion,
    x_SourceProblems,
    x_StoreServiceIdentifier,
    x_SubscriptionId,
    x_SubscriptionName,
    x_TagsText,
    x_UnitPrice,
    x_UnknownFields,
    x_UsageDate,
    x_VmName
FROM FocusCostAndUsage
WHERE x_SnapshotId IN (
    SELECT snapshot_id
    FROM CurrentBillingSnapshot
)
UNION ALL
SELECT
    NULL AS AllocatedMethodDetails,
    NULL AS AllocatedMethodId,
    NULL AS AllocatedResourceId,
    NULL AS AllocatedResourceName,
    NULL AS AllocatedTags,
    nullIf(if((lower(trimBoth(availability_zone)) IN ('', 'n/a', 'not applicable')), '', trimBoth(availability_zone)), '') AS AvailabilityZone,
    if((isCovered AND isModern AND isCharged), toDecimal128(0, 18), cost) AS BilledCost,
    concat('/providers/Microsoft.Billing/billingAccounts/', billing_account_id) AS BillingAccountId,
    nullIf(if((lower(trimBoth(billing_account_name)) IN ('', 'n/a', 'not applicable')), '', trimBoth(billing_account_name)), '') AS BillingAccountName,
    'Billing Account' AS BillingAccountType,
    currency AS BillingCurrency,
    toDateTime(addMonths(billing_period, 1), 'UTC') AS BillingPeriodEnd,
    toDateTime(billing_period, 'UTC') AS BillingPeriodStart,
    multiIf((info['vmcapacityreservationid']) != '', info['vmcapacityreservationid'], resourceType = 'microsoft.compute/capacityreservationgroups/capacityreservations', resourceId, NULL) AS CapacityReservationId,
    multiIf(resourceType = 'microsoft.compute/capacityreservationgroups/capacityreservations', 'Unused', (info['vmcapacityreservationid']) != '', 'Used', NULL) AS CapacityReservationStatus,
    chargeCategory AS ChargeCategory,
    if(ifNull(date < billing_period, false), 'Correction', NULL) AS ChargeClass,
    nullIf(multiIf(product != '', product, notEmpty(meter_category) OR notEmpty(meter_sub_category) OR notEmpty(meter_name), arrayStringConcat(arrayFilter(part -> (part != ''), [toString(meter_category), toString(meter_sub_category), toString(meter_name)]), ' - '), product_order_name), '') AS ChargeDescription,
    chargeFrequency AS ChargeFrequency,
    if(date IS NULL, toDateTime(addMonths(billing_period, 1), 'UTC'), toDateTime(ifNull(date, toDate(0)) + 1, 'UTC')) AS ChargePeriodEnd,
    if(date IS NULL, toDateTime(billing_period, 'UTC'), toDateTime(ifNull(date, toDate(0)), 'UTC')) AS ChargePeriodStart,
    if(commitmentId IS NULL, NULL, if(isPlan, 'Spend', 'Usage')) AS CommitmentDiscountCategory,
    commitmentId AS CommitmentDiscountId,
    if(commitmentId IS NULL, NULL, nullIf(if(if((lower(trimBoth(benefit_name)) IN ('', 'n/a', 'not applicable')), '', trimBoth(benefit_name)) != '', if((lower(trimBoth(benefit_name)) IN ('', 'n/a', 'not applicable')), '', trimBoth(benefit_name)), if((lower(trimBoth(reservation_name)) IN ('', 'n/a', 'not applicable')), '', trimBoth(reservation_name))), '')) AS CommitmentDiscountName,
    if(commitmentId IS NULL, NULL, multiIf((SkuPriceId IS NULL) OR (NOT (isUsage OR isPurchase)), NULL, isPlan, nullIf(if(isUsage, if((isPurchase AND (commitmentId IS NOT NULL)), toDecimal128(0, 18), cost), if((isCovered AND isModern AND isCharged), toDecimal128(0, 18), cost)), 0), isUsage, commitmentHours, PricingQuantity)) AS CommitmentDiscountQuantity,
    if(commitmentId IS NULL, NULL, multiIf(NOT isUsage, NULL, isUnused, 'Unused', 'Used')) AS CommitmentDiscountStatus,
    if(commitmentId IS NULL, NULL, if(isPlan, 'Savings Plan', 'Reservation')) AS CommitmentDiscountType,
    if(commitmentId IS NULL, NULL, if(multiIf((SkuPriceId IS NULL) OR (NOT (isUsage OR isPurchase)), NULL, isPlan, nullIf(if(isUsage, if((isPurchase AND (commitmentId IS NOT NULL)), toDecimal128(0, 18), cost), if((isCovered AND isModern AND isCharged), toDecimal128(0, 18), cost)), 0), isUsage, commitmentHours, PricingQuantity) IS NULL, NULL, multiIf(isPlan, currency, isUsage, if(consumedUnit = 'Hours', 'Normalized Hours', consumedUnit), if(PricingUnit = 'Hours', 'Normalized Hours', PricingUnit)))) AS CommitmentDiscountUnit,
    NULL AS CommitmentProgramEligibilityDetails,
    ConsumedQuantity,
    ConsumedUnit,
    NULL AS ContractApplied,
    ContractedCost,
    ContractedUnitPrice,
    if((isPurchase AND (commitmentId IS NOT NULL)), toDecimal128(0, 18), cost) AS EffectiveCost,
    if((seller != '') AND (regionId = ''), seller, if(currency = 'CNY', '21Vianet', 'Microsoft')) AS HostProviderName,
    NULL AS InvoiceDetailId,
    nullIf(if((lower(trimBoth(invoice_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(invoice_id)), '') AS InvoiceId,
    if(currency = 'CNY', '21Vianet', 'Microsoft') AS InvoiceIssuerName,
    ifNull(multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, accurateCastOrNull(sheetProduct, 'Decimal(38, 18)'), ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), accurateCastOrNull(payGProduct, 'Decimal(38, 18)'), ContractedCost), ContractedCost) AS ListCost,
    multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, sheetUnitPrice, ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), payGUnitPrice, ContractedUnitPrice) AS ListUnitPrice,
    multiIf(SkuPriceId IS NULL, NULL, isCovered, 'Committed', ((pricingModel = 'spot') OR match(product, '\\b[Ss]pot\\b') OR match(meter_name, '\\b[Ss]pot\\b')), 'Dynamic', 'Standard') AS PricingCategory,
    if((isForeign AND (exchangeRate IS NOT NULL)), upper(pricing_currency), currency) AS PricingCurrency,
    multiIf(NOT (isForeign AND (exchangeRate IS NOT NULL)), ContractedUnitPrice, isContractedOfSheet, accurateCastOrNull(divideDecimal(toDecimal256(ContractedUnitPrice, 18), toDecimal256(ifNull(exchangeRate, 1), 20), 18), 'Decimal(38, 18)'), if(SkuPriceId IS NULL, NULL, CAST(round(abs(agreedPrice), 18), 'Nullable(Decimal(38, 18))'))) AS PricingCurrencyContractedUnitPrice,
    if((isForeign AND (exchangeRate IS NOT NULL)), ifNull(accurateCastOrNull(divideDecimal(toDecimal256(if((isPurchase AND (commitmentId IS NOT NULL)), toDecimal128(0, 18), cost), 18), toDecimal256(ifNull(exchangeRate, 1), 20), 18), 'Decimal(38, 18)'), 0), if((isPurchase AND (commitmentId IS NOT NULL)), toDecimal128(0, 18), cost)) AS PricingCurrencyEffectiveCost,
    multiIf(NOT (isForeign AND (exchangeRate IS NOT NULL)), multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, sheetUnitPrice, ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), payGUnitPrice, ContractedUnitPrice), multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, 'price-sheet', ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), 'pay-as-you-go', 'contracted') = 'pay-as-you-go', if(SkuPriceId IS NULL, NULL, CAST(round(abs(payg_price), 18), 'Nullable(Decimal(38, 18))')), multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, 'price-sheet', ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), 'pay-as-you-go', 'contracted') = 'contracted', if(SkuPriceId IS NULL, NULL, CAST(round(abs(agreedPrice), 18), 'Nullable(Decimal(38, 18))')), accurateCastOrNull(divideDecimal(toDecimal256(multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, sheetUnitPrice, ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), payGUnitPrice, ContractedUnitPrice), 18), toDecimal256(ifNull(exchangeRate, 1), 20), 18), 'Decimal(38, 18)')) AS PricingCurrencyListUnitPrice,
    PricingQuantity,
    PricingUnit,
    nullIf(regionId, '') AS RegionId,
    nullIf(regionName, '') AS RegionName,
    resourceId AS ResourceId,
    nullIf(multiIf(resourcePath != '', if((length(splitByChar('/', right(trimRight(billedResource, '/'), length(resourcePath)))) % 2) = 0, splitByChar('/', right(trimRight(billedResource, '/'), length(resourcePath)))[-2], splitByChar('/', right(trimRight(billedResource, '/'), length(resourcePath)))[-1]), position(billedResource, '/') > 0, splitByChar('/', trimRight(billedResource, '/'))[-1], ''), '') AS ResourceName,
    if(resourceId IS NULL, NULL, multiIf(typeName != '', typeName, resourceType != '', resourceType, consumed_service != '', consumed_service, 'Unknown')) AS ResourceType,
    multiIf(serviceName1 != '', serviceCategory1, serviceName2 != '', serviceCategory2, serviceName3 != '', serviceCategory3, serviceName4 != '', serviceCategory4, 'Other') AS ServiceCategory,
    multiIf(serviceName1 != '', serviceName1, serviceName2 != '', serviceName2, serviceName3 != '', serviceName3, serviceName4 != '', serviceName4, multiIf(meter_category != '', meter_category, consumed_service != '', consumed_service, 'Unknown')) AS ServiceName,
    if(seller != '', seller, if(currency = 'CNY', '21Vianet', 'Microsoft')) AS ServiceProviderName,
    multiIf(serviceName1 != '', serviceSubcategory1, serviceName2 != '', serviceSubcategory2, serviceName3 != '', serviceSubcategory3, serviceName4 != '', serviceSubcategory4, 'Other (Other)') AS ServiceSubcategory,
    SkuId,
    SkuMeter,
    if((SkuPriceId IS NULL) OR empty(infoPairs), NULL, nullIf(concat('{', arrayStringConcat(arrayMap(p -> concat(toJSONString(multiIf((lower(p.1) IN ('vcpus', 'vcores')) AND match(p.2, '^[0-9]{1,9}([.][0-9]{1,6})?$'), 'CoreCount', (lower(p.1) IN ('servicetype', 'serversku')), 'InstanceType', lower(p.1) = 'imagetype', 'OperatingSystem', concat('x_', p.1))), ':', if(multiIf((lower(p.1) IN ('vcpus', 'vcores')) AND match(p.2, '^[0-9]{1,9}([.][0-9]{1,6})?$'), 'CoreCount', (lower(p.1) IN ('servicetype', 'serversku')), 'InstanceType', lower(p.1) = 'imagetype', 'OperatingSystem', concat('x_', p.1)) = 'CoreCount', p.2, toJSONString(if(multiIf((lower(p.1) IN ('vcpus', 'vcores')) AND match(p.2, '^[0-9]{1,9}([.][0-9]{1,6})?$'), 'CoreCount', (lower(p.1) IN ('servicetype', 'serversku')), 'InstanceType', lower(p.1) = 'imagetype', 'OperatingSystem', concat('x_', p.1)) = 'OperatingSystem', multiIf(match(p.2, '(?i)windows'), 'Windows', match(p.2, '(?i)canonical|ubuntu|linux|red ?hat|rhel|suse|sles|centos|debian|aks'), 'Linux', p.2), p.2)))), arrayFilter(p -> (((p.2) != '') AND (lower(p.1) NOT IN ('vmname', 'vmproperties', 'consumedquantity', 'reservationid', 'reservationorderid', 'vmcapacityreservationid', 'rinormalizationratio', 'databasename', 'project', 'resourcegroup', 'resourcename'))), infoPairs)), ','), '}'), '{}')) AS SkuPriceDetails,
    SkuPriceId,
    if(subscription_guid = '', NULL, concat('/subscriptions/', subscription_guid)) AS SubAccountId,
    multiIf(subscription_guid = '', NULL, subscription_name = '', subscription_guid, subscription_name) AS SubAccountName,
    if(subscription_guid = '', NULL, 'Subscription') AS SubAccountType,
    nullIf(tagsObject, '') AS Tags,
    account_name AS x_AccountName,
    account_owner_id AS x_AccountOwnerId,
    benefit_id AS x_BenefitId,
    benefit_name AS x_BenefitName,
    billing_account_id AS x_BillingAccountId,
    billing_currency AS x_BillingCurrency,
    exchange_rate AS x_BillingExchangeRate,
    billing_period AS x_BillingPeriod,
    billing_period_end AS x_BillingPeriodEnd,
    billing_period_start AS x_BillingPeriodStart,
    billing_profile_id AS x_BillingProfileId,
    billing_profile_name AS x_BillingProfileName,
    charge_key AS x_ChargeId,
    if(isAdded, 'unused-commitment', 'bill') AS x_ChargeOrigin,
    charge_type AS x_ChargeType,
    cmdb_mapped_application_service AS x_CmdbMappedApplicationService,
    consumed_quantity AS x_ConsumedQuantity,
    consumed_service AS x_ConsumedService,
    content_hash AS x_ContentHash,
    multiIf(isContractedUnknown OR isMismatch OR (contractedProduct IS NULL), 'billed', isContractedOfSheet, 'price-sheet', 'charge') AS x_ContractedCostSource,
    cost_allocation_rule_name AS x_CostAllocationRuleName,
    trimBoth(cost_center) AS x_CostCenter,
    multiIf((isCovered AND isModern AND isCharged), 'amortized-report', ((isPurchase AND (commitmentId IS NOT NULL)) OR (isCovered AND (NOT isCharged))), 'unknown', 'billed') AS x_EffectiveCostSource,
    resource_rate AS x_EffectiveUnitPrice,
    extended_cost AS x_ExtendedCost,
    extended_cost_tax AS x_ExtendedCostTax,
    frequency AS x_Frequency,
    instance_id AS x_InstanceId,
    invoice_section_id AS x_InvoiceSectionId,
    department_name AS x_InvoiceSectionName,
    latest_resource_type AS x_LatestResourceType,
    subscription_id AS x_LegacySubscriptionId,
    multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, 'price-sheet', ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), 'pay-as-you-go', 'contracted') AS x_ListCostSource,
    ordinal AS x_Ordinal,
    other_columns AS x_OtherColumns,
    page AS x_Page,
    payg_price AS x_PayGPrice,
    ppm_billing_item AS x_PpmBillingItem,
    ppm_id_owner AS x_PpmIdOwner,
    ppm_io_cc AS x_PpmIoCc,
    if(knownUnit = '', NULL, knownPricingBlockSize) AS x_PricingBlockSize,
    pricing_currency AS x_PricingCurrency,
    pricing_model AS x_PricingModel,
    unit_of_measure AS x_PricingUnitDescription,
    arrayMap(bit -> (['unknown-service', 'unknown-region', 'unknown-resource-type', 'unknown-unit', 'unit-missing', 'sku-missing', 'sku-not-guid', 'price-missing', 'quantity-missing', 'price-quantity-mismatch', 'quantity-out-of-range', 'list-cost-out-of-range', 'effective-cost-not-amortized', 'list-price-unit-differs', 'list-price-tiered', 'price-sheet-unusable', 'contracted-price-differs', 'charge-period-unknown', 'cost-missing', 'tags-unreadable', 'tags-duplicate-key', 'additional-info-unreadable', 'unknown-charge-type', 'unknown-pricing-model', 'charge-frequency-differs', 'commitment-id-missing', 'cost-amortized', 'contracted-cost-unknown', 'list-cost-unknown', 'exchange-rate-missing', 'currency-invalid', 'commitment-overused'][bit + 1]), bitPositionsToArray(((((((((((((((((((((((((((((((if(((serviceName1 = '') AND (serviceName2 = '') AND (serviceName3 = '') AND (serviceName4 = '')), 1, 0) + if(((regionKey != '') AND (regionId = '') AND (trimBoth(resource_location) != '')), 2, 0)) + if(((resourceId IS NOT NULL) AND empty(typeName)), 4, 0)) + if((empty(knownUnit) AND notEmpty(consumedUnit)), 8, 0)) + if(((isUsage OR isPurchase) AND empty(consumedUnit)), 16, 0)) + if(((isUsage OR isPurchase) AND empty(meter_id)), 32, 0)) + if((notEmpty(meter_id) AND (NOT match(meter_id, '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'))), 64, 0)) + if(((isUsage OR isPurchase) AND (resource_rate IS NULL)), 128, 0)) + if(((isUsage OR isPurchase) AND (consumed_quantity IS NULL)), 256, 0)) + if(isMismatch, 512, 0)) + if((isUsage AND (SkuPriceId IS NOT NULL) AND (consumed_quantity IS NOT NULL) AND (unitQuantity IS NULL)), 1024, 0)) + if(((sheetUnitPrice IS NOT NULL) AND (accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NULL)), 2048, 0)) + if(((isPurchase AND (commitmentId IS NOT NULL)) OR (isCovered AND (NOT isCharged))), 4096, 0)) + if(isOtherUnit, 8192, 0)) + if((isTiered AND (NOT hasMonthList) AND (sheetEnd >= priceDay) AND isUsage), 16384, 0)) + if(isSheetUnusable, 32768, 0)) + if(((NOT isCovered) AND (NOT isContractedOfSheet) AND isCharged AND ifNull(sheetContractedPrice != ownContractedPrice, false) AND (NOT ifNull((((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0) OR (abs(toFloat64(toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18))) <= (1.000001 * ((((abs(toFloat64(ifNull(sheetContractedPrice, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0)))) + (abs(toFloat64(ifNull(PricingQuantity, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice)), '.')), 0))))) + if(ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0)))) + 1e-18)))), true))), 65536, 0)) + if((date IS NULL), 131072, 0)) + if((extended_cost IS NULL), 262144, 0)) + if(arrayExists(p -> ((p.field = 'tags') AND (p.code IN ('json-unreadable', 'json-not-an-object'))), problems), 524288, 0)) + if(arrayExists(p -> ((p.field = 'tags') AND (p.code IN ('json-duplicate-key'))), problems), 1048576, 0)) + if(arrayExists(p -> ((p.field = 'additional_info') AND (p.code IN ('json-unreadable', 'json-not-an-object'))), problems), 2097152, 0)) + if((chargeType NOT IN ('', 'usage', 'unusedreservation', 'unusedsavingsplan', 'purchase', 'refund', 'tax', 'credit', 'adjustment', 'rounding', 'roundingadjustment')), 4194304, 0)) + if((pricingModel NOT IN ('', 'ondemand', 'reservation', 'savingsplan', 'spot')), 8388608, 0)) + if(isOtherFrequency, 16777216, 0)) + if((isCovered AND (commitmentId IS NULL)), 33554432, 0)) + if((isCovered AND isModern AND isCharged), 67108864, 0)) + if(isContractedUnknown, 134217728, 0)) + if((isFreeThoughCharged OR ((isContractedUnknown OR isSheetUnusable) AND (multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, 'price-sheet', ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), 'pay-as-you-go', 'contracted') = 'contracted'))), 268435456, 0)) + if((isForeign AND (exchangeRate IS NULL)), 536870912, 0)) + if((currency NOT IN ('AED', 'AFN', 'ALL', 'AMD', 'ANG', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BGN', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'VND', 'VUV', 'WST', 'XAF', 'XCD', 'XCG', 'XOF', 'XPF', 'YER', 'ZAR', 'ZMW', 'ZWG')), 1073741824, 0)) + if(false, 2147483648, 0))) AS x_Problems,
    if(currency = 'CNY', '21Vianet', 'Microsoft') AS x_ProviderName,
    multiIf(rowPublisherName != '', rowPublisherName, seller != '', seller, 'Microsoft') AS x_PublisherName,
    publisher_type AS x_PublisherType,
    reservation_id AS x_ReservationId,
    reservation_name AS x_ReservationName,
    lower(resource_group) AS x_ResourceGroupName,
    resourceKey AS x_ResourceKey,
    resource_location AS x_ResourceLocation,
    resource_name AS x_ResourceName,
    resource_tracking AS x_ResourceTracking,
    toString(resource_tracking_rule_id) AS x_ResourceTrackingRuleId,
    resourceType AS x_ResourceType,
    row_billing_account_id AS x_RowBillingAccountId,
    service_administrator_id AS x_ServiceAdministratorId,
    service_info1 AS x_ServiceInfo1,
    service_info2 AS x_ServiceInfo2,
    service_period_end AS x_ServicePeriodEnd,
    service_period_start AS x_ServicePeriodStart,
    sku AS x_Sku,
    product AS x_SkuDescription,
    additional_info AS x_SkuDetails,
    meter_category AS x_SkuMeterCategory,
    meter_id AS x_SkuMeterId,
    meter_name AS x_SkuMeterName,
    meter_sub_category AS x_SkuMeterSubcategory,
    offer_id AS x_SkuOfferId,
    product_order_id AS x_SkuOrderId,
    product_order_name AS x_SkuOrderName,
    part_number AS x_SkuPartNumber,
    plan_name AS x_SkuPlanName,
    meter_region AS x_SkuRegion,
    service_family AS x_SkuServiceFamily,
    term AS x_SkuTerm,
    snapshot_id AS x_SnapshotId,
    '' AS x_SourceColumns,
    '' AS x_SourceFocusVersion,
    problems AS x_SourceProblems,
    store_service_identifier AS x_StoreServiceIdentifier,
    lower(subscription_guid) AS x_SubscriptionId,
    subscription_name AS x_SubscriptionName,
    tags AS x_TagsText,
    unit_price AS x_UnitPrice,
    unknown_fields AS x_UnknownFields,
    date AS x_UsageDate,
    vm_name AS x_VmName
FROM
(
    SELECT
        availability_zone,
        isCovered,
        isModern,
        isCharged,
        cost,
        billing_account_id,
        billing_account_name,
        currency,
        billing_period,
        info,
        resourceType,
        resourceId,
        chargeCategory,
        date,
        product,
        meter_category,
        meter_sub_category,
        meter_name,
        product_order_name,
        chargeFrequency,
        commitmentId,
        isPlan,
        benefit_name,
        reservation_name,
        SkuPriceId,
        isUsage,
        isPurchase,
        commitmentHours,
        PricingQuantity,
        isUnused,
        consumedUnit,
        PricingUnit,
        ConsumedQuantity,
        ConsumedUnit,
        if((isCovered AND (isModern OR isContractedOfSheet)) OR ifNull((((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0) OR (abs(toFloat64(toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18))) <= (1.000001 * ((((abs(toFloat64(ifNull(ContractedUnitPrice, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0)))) + (abs(toFloat64(ifNull(PricingQuantity, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.')), 0))))) + if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0)))) + 1e-18)))), false), ifNull(accurateCastOrNull(contractedProduct, 'Decimal(38, 18)'), cost), cost) AS ContractedCost,
        ContractedUnitPrice,
        seller,
        regionId,
        invoice_id,
        round(toDecimal256(sheetUnitPrice, 18) * toDecimal256(PricingQuantity, 18), 18) AS sheetProduct,
        payGUnitPrice,
        round(toDecimal256(payGUnitPrice, 18) * toDecimal256(PricingQuantity, 18), 18) AS payGProduct,
        sheetUnitPrice,
        pricingModel,
        isForeign,
        exchangeRate,
        pricing_currency,
        isContractedOfSheet,
        agreedPrice,
        payg_price,
        regionName,
        resourcePath,
        billedResource,
        typeName,
        consumed_service,
        serviceName1,
        serviceCategory1,
        serviceName2,
        serviceCategory2,
        serviceName3,
        serviceCategory3,
        serviceName4,
        serviceCategory4,
        serviceSubcategory1,
        serviceSubcategory2,
        serviceSubcategory3,
        serviceSubcategory4,
        SkuId,
        SkuMeter,
        infoPairs,
        subscription_guid,
        subscription_name,
        tagsObject,
        account_name,
        account_owner_id,
        benefit_id,
        billing_currency,
        exchange_rate,
        billing_period_end,
        billing_period_start,
        billing_profile_id,
        billing_profile_name,
        charge_key,
        isAdded,
        charge_type,
        cmdb_mapped_application_service,
        consumed_quantity,
        content_hash,
        ((isCovered AND (isModern OR isContractedOfSheet)) AND (accurateCastOrNull(contractedProduct, 'Decimal(38, 18)') IS NULL)) AS isContractedUnknown,
        ((NOT (isCovered AND (isModern OR isContractedOfSheet))) AND (contractedProduct IS NOT NULL) AND (NOT ifNull((((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0) OR (abs(toFloat64(toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18))) <= (1.000001 * ((((abs(toFloat64(ifNull(ContractedUnitPrice, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0)))) + (abs(toFloat64(ifNull(PricingQuantity, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.')), 0))))) + if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0)))) + 1e-18)))), false))) AS isMismatch,
        round(toDecimal256(ContractedUnitPrice, 18) * toDecimal256(PricingQuantity, 18), 18) AS contractedProduct,
        cost_allocation_rule_name,
        cost_center,
        resource_rate,
        extended_cost,
        extended_cost_tax,
        frequency,
        instance_id,
        invoice_section_id,
        department_name,
        latest_resource_type,
        subscription_id,
        ordinal,
        other_columns,
        page,
        ppm_billing_item,
        ppm_id_owner,
        ppm_io_cc,
        knownUnit,
        knownPricingBlockSize,
        pricing_model,
        unit_of_measure,
        regionKey,
        resource_location,
        meter_id,
        unitQuantity,
        isOtherUnit,
        isTiered,
        hasMonthList,
        sheetEnd,
        priceDay,
        isSheetUnusable,
        sheetContractedPrice,
        ownContractedPrice,
        round(toDecimal256(sheetContractedPrice, 18) * toDecimal256(PricingQuantity, 18), 18) AS sheetContractedProduct,
        problems,
        chargeType,
        isOtherFrequency,
        isFreeThoughCharged,
        rowPublisherName,
        publisher_type,
        reservation_id,
        resource_group,
        resourceKey,
        resource_name,
        resource_tracking,
        resource_tracking_rule_id,
        row_billing_account_id,
        service_administrator_id,
        service_info1,
        service_info2,
        service_period_end,
        service_period_start,
        sku,
        additional_info,
        offer_id,
        product_order_id,
        part_number,
        plan_name,
        meter_region,
        service_family,
        term,
        snapshot_id,
        store_service_identifier,
        tags,
        unit_price,
        unknown_fields,
        vm_name
    FROM
    (
        SELECT
            availability_zone,
            isCovered,
            isModern,
            isCharged,
            cost,
            billing_account_id,
            billing_account_name,
            currency,
            billing_period,
            info,
            resourceType,
            resourceId,
            chargeCategory,
            date,
            product,
            meter_category,
            meter_sub_category,
            meter_name,
            product_order_name,
            chargeFrequency,
            commitmentId,
            isPlan,
            benefit_name,
            reservation_name,
            if(isTax OR empty(meter_id) OR empty(pricingUnit), NULL, concat(meter_id, '/', pricingUnit)) AS SkuPriceId,
            isUsage,
            isPurchase,
            accurateCastOrNull(round(toDecimal256(unitQuantity, 18) * toDecimal256(ifNull(toDecimal128OrNull(info['rinormalizationratio'], 18), 1), 18), 18), 'Decimal(38, 18)') AS commitmentHours,
            if(SkuPriceId IS NULL, NULL, CAST(round(if(ifNull(agreedPrice < 0, false), -consumed_quantity, consumed_quantity), 18), 'Nullable(Decimal(38, 18))')) AS PricingQuantity,
            isUnused,
            consumedUnit,
            if((SkuPriceId IS NULL) OR (consumed_quantity IS NULL), NULL, pricingUnit) AS PricingUnit,
            if(isUnused, NULL, unitQuantity) AS ConsumedQuantity,
            if(ConsumedQuantity IS NULL, NULL, consumedUnit) AS ConsumedUnit,
            (((ownContractedPrice IS NULL) OR (isCovered AND ifNull(ownContractedPrice = 0, false))) AND (sheetContractedPrice IS NOT NULL)) AS isContractedOfSheet,
            if(isContractedOfSheet, sheetContractedPrice, ownContractedPrice) AS ContractedUnitPrice,
            seller,
            regionId,
            invoice_id,
            if((isUsage AND (PricingQuantity IS NOT NULL) AND (listedUnit != '')) AND ((listedUnit = consumedUnit) AND (listedBlockSize > 0)) AND (NOT ((isUsage AND (PricingQuantity IS NOT NULL) AND (listedUnit != '')) AND (listedPrice = 0) AND isCharged)), if(pricingBlockSize = listedBlockSize, CAST(listedPrice, 'Nullable(Decimal(38, 18))'), accurateCastOrNull(round(divideDecimal(toDecimal256(listedPrice, 18) * toDecimal256(pricingBlockSize, 18), toDecimal256(if(listedBlockSize > 0, listedBlockSize, 1), 18), 19), 18), 'Decimal(38, 18)')), NULL) AS sheetUnitPrice,
            if(SkuPriceId IS NULL, NULL, CAST(round(abs(if(isForeign, accurateCastOrNull(round(toDecimal256(payg_price, 20) * toDecimal256(exchangeRate, 20), 20), 'Decimal(38, 20)'), payg_price)), 18), 'Nullable(Decimal(38, 18))')) AS payGUnitPrice,
            pricingModel,
            isForeign,
            exchangeRate,
            pricing_currency,
            agreedPrice,
            payg_price,
            regionName,
            resourcePath,
            billedResource,
            typeName,
            consumed_service,
            serviceName1,
            serviceCategory1,
            serviceName2,
            serviceCategory2,
            serviceName3,
            serviceCategory3,
            serviceName4,
            serviceCategory4,
            serviceSubcategory1,
            serviceSubcategory2,
            serviceSubcategory3,
            serviceSubcategory4,
            if(isTax, NULL, nullIf(meter_id, '')) AS SkuId,
            if(isTax OR empty(meter_id), NULL, nullIf(meter_name, '')) AS SkuMeter,
            infoPairs,
            subscription_guid,
            subscription_name,
            tagsObject,
            account_name,
            account_owner_id,
            benefit_id,
            billing_currency,
            exchange_rate,
            billing_period_end,
            billing_period_start,
            billing_profile_id,
            billing_profile_name,
            charge_key,
            isAdded,
            charge_type,
            cmdb_mapped_application_service,
            consumed_quantity,
            content_hash,
            cost_allocation_rule_name,
            cost_center,
            resource_rate,
            extended_cost,
            extended_cost_tax,
            frequency,
            instance_id,
            invoice_section_id,
            department_name,
            latest_resource_type,
            subscription_id,
            ordinal,
            other_columns,
            page,
            ppm_billing_item,
            ppm_id_owner,
            ppm_io_cc,
            knownUnit,
            knownPricingBlockSize,
            pricing_model,
            unit_of_measure,
            regionKey,
            resource_location,
            meter_id,
            if(isUsage AND (SkuPriceId IS NOT NULL), accurateCastOrNull(round(toDecimal256(consumed_quantity, 20) * toDecimal256(pricingBlockSize, 18), 18), 'Decimal(38, 18)'), NULL) AS unitQuantity,
            ((isUsage AND (PricingQuantity IS NOT NULL) AND (listedUnit != '')) AND (NOT ((listedUnit = consumedUnit) AND (listedBlockSize > 0)))) AS isOtherUnit,
            isTiered,
            hasMonthList,
            sheetEnd,
            priceDay,
            isSheetUnusable,
            if((isUsage AND (SkuPriceId IS NOT NULL) AND hasMonthContracted AND (monthUnit = consumedUnit) AND (monthBlockSize > 0)), if(pricingBlockSize = monthBlockSize, CAST(monthContracted, 'Nullable(Decimal(38, 18))'), accurateCastOrNull(round(divideDecimal(toDecimal256(monthContracted, 18) * toDecimal256(pricingBlockSize, 18), toDecimal256(if(monthBlockSize > 0, monthBlockSize, 1), 18), 19), 18), 'Decimal(38, 18)')), NULL) AS sheetContractedPrice,
            if(SkuPriceId IS NULL, NULL, CAST(round(abs(if(isForeign, accurateCastOrNull(round(toDecimal256(agreedPrice, 20) * toDecimal256(exchangeRate, 20), 20), 'Decimal(38, 20)'), agreedPrice)), 18), 'Nullable(Decimal(38, 18))')) AS ownContractedPrice,
            problems,
            chargeType,
            isOtherFrequency,
            ((isUsage AND (PricingQuantity IS NOT NULL) AND (listedUnit != '')) AND (listedPrice = 0) AND isCharged) AS isFreeThoughCharged,
            rowPublisherName,
            publisher_type,
            reservation_id,
            resource_group,
            resourceKey,
            resource_name,
            resource_tracking,
            resource_tracking_rule_id,
            row_billing_account_id,
            service_administrator_id,
            service_info1,
            service_info2,
            service_period_end,
            service_period_start,
            sku,
            additional_info,
            offer_id,
            product_order_id,
            part_number,
            plan_name,
            meter_region,
            service_family,
            term,
            snapshot_id,
            store_service_identifier,
            tags,
            unit_price,
            unknown_fields,
            vm_name
        FROM
        (
            SELECT
                availability_zone,
                isCovered,
                isModern,
                isCharged,
                cost,
                billing_account_id,
                billing_account_name,
                currency,
                billing_period,
                info,
                resourceType,
                resourceId,
                chargeCategory,
                date,
                product,
                meter_category,
                meter_sub_category,
                meter_name,
                product_order_name,
                chargeFrequency,
                commitmentId,
                isPlan,
                benefit_name,
                reservation_name,
                isTax,
                meter_id,
                pricingUnit,
                isUsage,
                isPurchase,
                consumed_quantity,
                pricingBlockSize,
                agreedPrice,
                isUnused,
                consumedUnit,
                isForeign,
                exchangeRate,
                false AS hasMonthContracted,
                '' AS monthUnit,
                toDecimal128(0, 18) AS monthBlockSize,
                CAST(NULL, 'Nullable(Decimal(38, 18))') AS monthContracted,
                seller,
                regionId,
                invoice_id,
                if(sheetEnd < priceDay, '', sheetUnit) AS listedUnit,
                sheetPricingBlockSize AS listedBlockSize,
                sheetPrice AS listedPrice,
                payg_price,
                pricingModel,
                pricing_currency,
                regionName,
                resourcePath,
                billedResource,
                typeName,
                consumed_service,
                serviceName1,
                serviceCategory1,
                serviceName2,
                serviceCategory2,
                serviceName3,
                serviceCategory3,
                serviceName4,
                serviceCategory4,
                serviceSubcategory1,
                serviceSubcategory2,
                serviceSubcategory3,
                serviceSubcategory4,
                infoPairs,
                subscription_guid,
                subscription_name,
                tagsObject,
                account_name,
                account_owner_id,
                benefit_id,
                billing_currency,
                exchange_rate,
                billing_period_end,
                billing_period_start,
                billing_profile_id,
                billing_profile_name,
                charge_key,
                isAdded,
                charge_type,
                cmdb_mapped_application_service,
                content_hash,
                cost_allocation_rule_name,
                cost_center,
                resource_rate,
                extended_cost,
                extended_cost_tax,
                frequency,
                instance_id,
                invoice_section_id,
                department_name,
                latest_resource_type,
                subscription_id,
                ordinal,
                other_columns,
                page,
                ppm_billing_item,
                ppm_id_owner,
                ppm_io_cc,
                knownUnit,
                knownPricingBlockSize,
                pricing_model,
                unit_of_measure,
                regionKey,
                resource_location,
                isTiered,
                false AS hasMonthList,
                sheetEnd,
                priceDay,
                false AS isSheetUnusable,
                problems,
                chargeType,
                isOtherFrequency,
                rowPublisherName,
                publisher_type,
                reservation_id,
                resource_group,
                resourceKey,
                resource_name,
                resource_tracking,
                resource_tracking_rule_id,
                row_billing_account_id,
                service_administrator_id,
                service_info1,
                service_info2,
                service_period_end,
                service_period_start,
                sku,
                additional_info,
                offer_id,
                product_order_id,
                part_number,
                plan_name,
                meter_region,
                service_family,
                term,
                snapshot_id,
                store_service_identifier,
                tags,
                unit_price,
                unknown_fields,
                vm_name
            FROM
            (
                SELECT
                    availability_zone,
                    isCovered,
                    isModern,
                    isCharged,
                    cost,
                    billing_account_id,
                    billing_account_name,
                    currency,
                    billing_period,
                    info,
                    resourceType,
                    resourceId,
                    chargeCategory,
                    date,
                    product,
                    meter_category,
                    meter_sub_category,
                    meter_name,
                    product_order_name,
                    chargeFrequency,
                    commitmentId,
                    isPlan,
                    benefit_name,
                    reservation_name,
                    isTax,
                    meter_id,
                    if((pricingBlockSize = 1) OR (consumedUnit = ''), consumedUnit, concat(toString(pricingBlockSize), ' ', consumedUnit)) AS pricingUnit,
                    isUsage,
                    isPurchase,
                    consumed_quantity,
                    if((knownUnit = '') OR isHourly, toDecimal128(1, 18), knownPricingBlockSize) AS pricingBlockSize,
                    if(isCovered AND isModern, nullIf(unit_price, 0), resource_rate) AS agreedPrice,
                    isUnused,
                    if(knownUnit != '', knownUnit, trimBoth(unit_of_measure)) AS consumedUnit,
                    isForeign,
                    exchangeRate,
                    multiIf((publisherType IN ('marketplace', 'aws')) AND (rowPublisherName != ''), rowPublisherName, ((lower(consumed_service) IN ('microsoft.saas', 'microsoft.marketplace', 'microsoft.marketplaceordering')) OR (lower(meter_category) = 'saas')) AND (service_info2 != ''), service_info2, (multiIf(serviceName1 != '', publisherName1, serviceName2 != '', publisherName2, serviceName3 != '', publisherName3, publisherName4) NOT IN ('', 'Microsoft')), multiIf(serviceName1 != '', publisherName1, serviceName2 != '', publisherName2, serviceName3 != '', publisherName3, publisherName4), '') AS seller,
                    regionId,
                    invoice_id,
                    sheetEnd,
                    priceDay,
                    sheetUnit,
                    sheetPricingBlockSize,
                    sheetPrice,
                    payg_price,
                    pricingModel,
                    pricing_currency,
                    regionName,
                    resourcePath,
                    billedResource,
                    typeName,
                    consumed_service,
                    serviceName1,
                    serviceCategory1,
                    serviceName2,
                    serviceCategory2,
                    serviceName3,
                    serviceCategory3,
                    serviceName4,
                    serviceCategory4,
                    serviceSubcategory1,
                    serviceSubcategory2,
                    serviceSubcategory3,
                    serviceSubcategory4,
                    infoPairs,
                    subscription_guid,
                    subscription_name,
                    tagsObject,
                    account_name,
                    account_owner_id,
                    benefit_id,
                    billing_currency,
                    exchange_rate,
                    billing_period_end,
                    billing_period_start,
                    billing_profile_id,
                    billing_profile_name,
                    charge_key,
                    isAdded,
                    charge_type,
                    cmdb_mapped_application_service,
                    content_hash,
                    cost_allocation_rule_name,
                    cost_center,
                    resource_rate,
                    extended_cost,
                    extended_cost_tax,
                    frequency,
                    instance_id,
                    invoice_section_id,
                    department_name,
                    latest_resource_type,
                    subscription_id,
                    ordinal,
                    other_columns,
                    page,
                    ppm_billing_item,
                    ppm_id_owner,
                    ppm_io_cc,
                    knownUnit,
                    knownPricingBlockSize,
                    pricing_model,
                    unit_of_measure,
                    regionKey,
                    resource_location,
                    isTiered,
                    problems,
                    chargeType,
                    isOtherFrequency,
                    rowPublisherName,
                    publisher_type,
                    reservation_id,
                    resource_group,
                    resourceKey,
                    resource_name,
                    resource_tracking,
                    resource_tracking_rule_id,
                    row_billing_account_id,
                    service_administrator_id,
                    service_info1,
                    service_info2,
                    service_period_end,
                    service_period_start,
                    sku,
                    additional_info,
                    offer_id,
                    product_order_id,
                    part_number,
                    plan_name,
                    meter_region,
                    service_family,
                    term,
                    snapshot_id,
                    store_service_identifier,
                    tags,
                    unit_price,
                    unknown_fields,
                    vm_name,
                    ((knownUnit = 'Hours') AND (lower(meter_category) = 'virtual machines') AND match(unit_of_measure, '^ *100 +[Hh]')) AS isHourly
                FROM
                (
                    SELECT
                        availability_zone,
                        (isUsage AND ((commitmentId IS NOT NULL) OR ((pricingModel IN ('reservation', 'savingsplan')) OR (chargeType IN ('unusedreservation', 'unusedsavingsplan'))))) AS isCovered,
                        isModern,
                        isCharged,
                        cost,
                        billing_account_id,
                        billing_account_name,
                        currency,
                        billing_period,
                        info,
                        replaceRegexpAll(resourcePath, '(/[^/]+)/[^/]+', '\\1') AS resourceType,
                        nullIf(trimRight(billedResource, '/'), '') AS resourceId,
                        chargeCategory,
                        date,
                        product,
                        meter_category,
                        meter_sub_category,
                        meter_name,
                        product_order_name,
                        chargeFrequency,
                        commitmentId,
                        ((positionCaseInsensitive(commitmentId, '/savingsplanorders/') > 0) OR (pricingModel = 'savingsplan') OR (chargeType = 'unusedsavingsplan')) AS isPlan,
                        benefit_name,
                        reservation_name,
                        isTax,
                        meter_id,
                        unit_of_measure,
                        isUsage,
                        isPurchase,
                        consumed_quantity,
                        unit_price,
                        resource_rate,
                        isUnused,
                        isForeign,
                        exchangeRate,
                        publisherType,
                        rowPublisherName,
                        consumed_service,
                        service_info2,
                        invoice_id,
                        priceDay,
                        payg_price,
                        pricingModel,
                        pricing_currency,
                        if((position(trimRight(lower(billedResource), '/'), '/providers/') > 0) AND match(if(startsWith(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 'providers/'), substring(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 11), splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1]), '^[^/.]+[.][^/]+/[^/]'), if(startsWith(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 'providers/'), substring(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 11), splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1]), '') AS resourcePath,
                        if(isPurchase OR isUnused, ifNull(commitmentId, instance_id), instance_id) AS billedResource,
                        infoPairs,
                        subscription_guid,
                        subscription_name,
                        tagsObject,
                        account_name,
                        account_owner_id,
                        benefit_id,
                        billing_currency,
                        exchange_rate,
                        billing_period_end,
                        billing_period_start,
                        billing_profile_id,
                        billing_profile_name,
                        charge_key,
                        isAdded,
                        charge_type,
                        cmdb_mapped_application_service,
                        content_hash,
                        cost_allocation_rule_name,
                        cost_center,
                        extended_cost,
                        extended_cost_tax,
                        frequency,
                        instance_id,
                        invoice_section_id,
                        department_name,
                        latest_resource_type,
                        subscription_id,
                        ordinal,
                        other_columns,
                        page,
                        ppm_billing_item,
                        ppm_id_owner,
                        ppm_io_cc,
                        pricing_model,
                        regionKey,
                        resource_location,
                        problems,
                        chargeType,
                        isOtherFrequency,
                        publisher_type,
                        reservation_id,
                        resource_group,
                        trimRight(lower(billedResource), '/') AS resourceKey,
                        resource_name,
                        resource_tracking,
                        resource_tracking_rule_id,
                        row_billing_account_id,
                        service_administrator_id,
                        service_info1,
                        service_period_end,
                        service_period_start,
                        sku,
                        additional_info,
                        offer_id,
                        product_order_id,
                        part_number,
                        plan_name,
                        meter_region,
                        service_family,
                        term,
                        snapshot_id,
                        store_service_identifier,
                        tags,
                        unknown_fields,
                        vm_name,
                        serviceKey,
                        anyKey,
                        categoryKey,
                        meterKey
                    FROM
                    (
                        SELECT
                            availability_zone,
                            (chargeCategory = 'Usage') AS isUsage,
                            multiIf(benefitId != '', if(endsWith(lower(trimRight(benefitId, '/')), '/reservations'), substring(trimRight(benefitId, '/'), 1, length(trimRight(benefitId, '/')) - length('/reservations')), trimRight(benefitId, '/')), ((info['reservationorderid']) != '') AND (pricingModel NOT IN ('ondemand', 'spot')) AND ((info['reservationid']) != ''), concat('/providers/Microsoft.Capacity/reservationOrders/', info['reservationorderid'], '/reservations/', info['reservationid']), ((info['reservationorderid']) != '') AND (pricingModel NOT IN ('ondemand', 'spot')), concat('/providers/Microsoft.Capacity/reservationOrders/', info['reservationorderid']), (startsWith(lower(instance_id), '/providers/microsoft.capacity/reservationorders/') OR startsWith(lower(instance_id), '/providers/microsoft.billingbenefits/savingsplanorders/')), if(endsWith(lower(trimRight(instance_id, '/')), '/reservations'), substring(trimRight(instance_id, '/'), 1, length(trimRight(instance_id, '/')) - length('/reservations')), trimRight(instance_id, '/')), reservationId = '', NULL, (position(reservationId, '/') > 0) OR (productOrderId = ''), if(endsWith(lower(trimRight(reservationId, '/')), '/reservations'), substring(trimRight(reservationId, '/'), 1, length(trimRight(reservationId, '/')) - length('/reservations')), trimRight(reservationId, '/')), if(productOrderId = reservationId, concat('/providers/Microsoft.Capacity/reservationOrders/', productOrderId), concat('/providers/Microsoft.Capacity/reservationOrders/', productOrderId, '/reservations/', reservationId))) AS commitmentId,
                            pricingModel,
                            chargeType,
                            isModern,
                            (cost != 0) AS isCharged,
                            cost,
                            billing_account_id,
                            billing_account_name,
                            currency,
                            billing_period,
                            CAST(arrayMap(p -> (lower(p.1), p.2), infoPairs), 'Map(String, String)') AS info,
                            (chargeCategory = 'Purchase') AS isPurchase,
                            isUnused,
                            instance_id,
                            chargeCategory,
                            date,
                            product,
                            meter_category,
                            meter_sub_category,
                            meter_name,
                            product_order_name,
                            multiIf(frequencyWord = 'onetime', 'One-Time', frequencyWord = 'recurring', 'Recurring', (frequencyWord = 'usagebased') AND (chargeCategory != 'Purchase'), 'Usage-Based', chargeCategory = 'Usage', 'Usage-Based', 'One-Time') AS chargeFrequency,
                            benefit_name,
                            reservation_name,
                            (chargeCategory = 'Tax') AS isTax,
                            meter_id,
                            unit_of_measure,
                            consumed_quantity,
                            unit_price,
                            resource_rate,
                            isForeign,
                            exchangeRate,
                            publisherType,
                            rowPublisherName,
                            consumed_service,
                            service_info2,
                            invoice_id,
                            priceDay,
                            payg_price,
                            pricing_currency,
                            infoPairs,
                            subscription_guid,
                            subscription_name,
                            tagsObject,
                            account_name,
                            account_owner_id,
                            benefit_id,
                            billing_currency,
                            exchange_rate,
                            billing_period_end,
                            billing_period_start,
                            billing_profile_id,
                            billing_profile_name,
                            charge_key,
                            isAdded,
                            charge_type,
                            cmdb_mapped_application_service,
                            content_hash,
                            cost_allocation_rule_name,
                            cost_center,
                            extended_cost,
                            extended_cost_tax,
                            frequency,
                            invoice_section_id,
                            department_name,
                            latest_resource_type,
                            subscription_id,
                            ordinal,
                            other_columns,
                            page,
                            ppm_billing_item,
                            ppm_id_owner,
                            ppm_io_cc,
                            pricing_model,
                            regionKey,
                            resource_location,
                            problems,
                            ((frequencyWord NOT IN ('', 'onetime', 'recurring', 'usagebased')) OR ((frequencyWord = 'usagebased') AND (chargeCategory = 'Purchase'))) AS isOtherFrequency,
                            publisher_type,
                            reservation_id,
                            resource_group,
                            resource_name,
                            resource_tracking,
                            resource_tracking_rule_id,
                            row_billing_account_id,
                            service_administrator_id,
                            service_info1,
                            service_period_end,
                            service_period_start,
                            sku,
                            additional_info,
                            offer_id,
                            product_order_id,
                            part_number,
                            plan_name,
                            meter_region,
                            service_family,
                            term,
                            snapshot_id,
                            store_service_identifier,
                            tags,
                            unknown_fields,
                            vm_name,
                            serviceKey,
                            anyKey,
                            categoryKey,
                            meterKey
                        FROM
                        (
                            SELECT
                                availability_zone,
                                multiIf(chargeType = 'usage', 'Usage', chargeType = 'unusedreservation', 'Usage', chargeType = 'unusedsavingsplan', 'Usage', chargeType = 'purchase', 'Purchase', chargeType = 'refund', 'Purchase', chargeType = 'tax', 'Tax', chargeType = 'credit', 'Credit', chargeType = 'adjustment', 'Adjustment', chargeType = 'rounding', 'Adjustment', chargeType = 'roundingadjustment', 'Adjustment', chargeType != '', 'Adjustment', (startsWith(lower(instance_id), '/providers/microsoft.capacity/reservationorders/') OR startsWith(lower(instance_id), '/providers/microsoft.billingbenefits/savingsplanorders/')), 'Purchase', instance_id != '', 'Usage', (match(product, '(?i)^ *reserved |\\breservation\\b|savings plan') OR match(meter_category, '(?i)^ *reserved |\\breservation\\b|savings plan') OR match(meter_name, '(?i)^ *reserved |\\breservation\\b|savings plan')), 'Purchase', (match(product, '(?i)rounding ?adjustment') OR match(meter_category, '(?i)rounding ?adjustment') OR match(meter_name, '(?i)rounding ?adjustment')), 'Adjustment', (match(product, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$') OR match(meter_category, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$') OR match(meter_name, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$')), 'Credit', (match(product, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税') OR match(meter_category, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税') OR match(meter_name, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税')), 'Tax', 'Usage') AS chargeCategory,
                                if((lower(trimBoth(benefit_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(benefit_id)) AS benefitId,
                                JSONExtractKeysAndValues(multiIf((infoText IN ('', '{}', 'null', '[]', '""')), '', ((NOT (has(tupleElement(problems, 'field'), 'additional_info'))) AND isValidJSON(if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')))), if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')), arrayMap(object -> if((object = '{}') OR (NOT isValidJSON(object)), '', object), arrayMap(pairs -> concat('{', arrayStringConcat(arrayMap(p -> concat(replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(concat('"', p[1], '"'), '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), ':', multiIf(startsWith(p[2], '"'), replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(p[2], '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), (p[2]) = 'null', 'true', ((p[2]) IN ('true', 'false')) OR ((length(p[2]) < 16) AND match(p[2], '^-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?$')), p[2], toJSONString(p[2]))), arrayFilter((p, i) -> (NOT has(arrayMap(q -> (q[1]), arraySlice(pairs, i + 1)), p[1])), pairs, arrayEnumerate(pairs))), ','), '}'), [extractAllGroupsVertical(arrayMap(t -> multiIf(match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*""[^":,}\\s]'), replaceAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '""', '"'), ((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')) AND match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*\\\\"'), replaceRegexpAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '\\\\(["\\\\])', '\\1'), if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t)), [if((infoText IN ('', '{}', 'null', '[]', '""')) OR ((NOT (has(tupleElement(problems, 'field'), 'additional_info'))) AND isValidJSON(if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')))), '', infoText)])[1], '(?s)"((?:[^"\\\\]|\\\\.)*)"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|\\{(?:[^{}"]|"(?:[^"\\\\]|\\\\.)*"|\\{[^{}]*\\})*\\}|\\[(?:[^\\[\\]"]|"(?:[^"\\\\]|\\\\.)*"|\\[[^\\[\\]]*\\])*\\]|-?[0-9][-+.0-9eE]*|true|false|null)')]))[1]), 'String') AS infoPairs,
                                lower(replaceRegexpAll(pricing_model, '[^\\p{L}\\p{N}]', '')) AS pricingModel,
                                instance_id,
                                if((lower(trimBoth(reservation_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(reservation_id)) AS reservationId,
                                if((lower(trimBoth(product_order_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(product_order_id)) AS productOrderId,
                                lower(replaceRegexpAll(charge_type, '[^\\p{L}\\p{N}]', '')) AS chargeType,
                                (charge_type != '') AS isModern,
                                ifNull(extended_cost, toDecimal128(0, 18)) AS cost,
                                billing_account_id,
                                billing_account_name,
                                currency,
                                billing_period,
                                (chargeType IN ('unusedreservation', 'unusedsavingsplan')) AS isUnused,
                                date,
                                product,
                                meter_category,
                                meter_sub_category,
                                meter_name,
                                product_order_name,
                                lower(replaceRegexpAll(frequency, '[^\\p{L}\\p{N}]', '')) AS frequencyWord,
                                benefit_name,
                                reservation_name,
                                meter_id,
                                unit_of_measure,
                                consumed_quantity,
                                unit_price,
                                resource_rate,
                                ((pricing_currency != '') AND (upper(pricing_currency) != currency)) AS isForeign,
                                if(((pricing_currency != '') AND (upper(pricing_currency) != currency)), if(exchange_rate > 0, exchange_rate, NULL), toDecimal128(1, 20)) AS exchangeRate,
                                lower(replaceRegexpAll(publisher_type, '[^\\p{L}\\p{N}]', '')) AS publisherType,
                                if((lower(trimBoth(publisher_name)) IN ('', 'n/a', 'not applicable')), '', trimBoth(publisher_name)) AS rowPublisherName,
                                consumed_service,
                                service_info2,
                                invoice_id,
                                ifNull(date, billing_period) AS priceDay,
                                payg_price,
                                pricing_currency,
                                subscription_guid,
                                subscription_name,
                                multiIf((tagsText IN ('', '{}', 'null', '[]', '""')), '', ((NOT (has(tupleElement(problems, 'field'), 'tags'))) AND isValidJSON(if(startsWith(tagsText, '{'), tagsText, concat('{', tagsText, '}')))), if(startsWith(tagsText, '{'), tagsText, concat('{', tagsText, '}')), arrayMap(object -> if((object = '{}') OR (NOT isValidJSON(object)), '', object), arrayMap(pairs -> concat('{', arrayStringConcat(arrayMap(p -> concat(replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(concat('"', p[1], '"'), '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), ':', multiIf(startsWith(p[2], '"'), replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(p[2], '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), (p[2]) = 'null', 'true', ((p[2]) IN ('true', 'false')) OR ((length(p[2]) < 16) AND match(p[2], '^-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?$')), p[2], toJSONString(p[2]))), arrayFilter((p, i) -> (NOT has(arrayMap(q -> normalizeUTF8NFC(lowerUTF8(q[1])), arraySlice(pairs, i + 1)), normalizeUTF8NFC(lowerUTF8(p[1])))), pairs, arrayEnumerate(pairs))), ','), '}'), [extractAllGroupsVertical(arrayMap(t -> multiIf(match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*""[^":,}\\s]'), replaceAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '""', '"'), ((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')) AND match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*\\\\"'), replaceRegexpAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '\\\\(["\\\\])', '\\1'), if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t)), [if((tagsText IN ('', '{}', 'null', '[]', '""')) OR ((NOT (has(tupleElement(problems, 'field'), 'tags'))) AND isValidJSON(if(startsWith(tagsText, '{'), tagsText, concat('{', tagsText, '}')))), '', tagsText)])[1], '(?s)"((?:[^"\\\\]|\\\\.)*)"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|\\{(?:[^{}"]|"(?:[^"\\\\]|\\\\.)*"|\\{[^{}]*\\})*\\}|\\[(?:[^\\[\\]"]|"(?:[^"\\\\]|\\\\.)*"|\\[[^\\[\\]]*\\])*\\]|-?[0-9][-+.0-9eE]*|true|false|null)')]))[1]) AS tagsObject,
                                account_name,
                                account_owner_id,
                                benefit_id,
                                billing_currency,
                                exchange_rate,
                                billing_period_end,
                                billing_period_start,
                                billing_profile_id,
                                billing_profile_name,
                                charge_key,
                                false AS isAdded,
                                charge_type,
                                cmdb_mapped_application_service,
                                content_hash,
                                cost_allocation_rule_name,
                                cost_center,
                                extended_cost,
                                extended_cost_tax,
                                frequency,
                                invoice_section_id,
                                department_name,
                                latest_resource_type,
                                subscription_id,
                                ordinal,
                                other_columns,
                                page,
                                ppm_billing_item,
                                ppm_id_owner,
                                ppm_io_cc,
                                pricing_model,
                                if(lower(trimBoth(resource_location)) = '', if((lower(trimBoth(meter_region)) IN ('', 'global', 'unassigned', 'unknown', 'all regions', 'intercontinental', 'n/a', 'none')) OR match(lower(trimBoth(meter_region)), '^zone [0-9]'), '', replaceRegexpAll(lower(trimBoth(meter_region)), '[ ().]', '')), if((lower(trimBoth(resource_location)) IN ('', 'global', 'unassigned', 'unknown', 'all regions', 'intercontinental', 'n/a', 'none')), '', replaceRegexpAll(lower(trimBoth(resource_location)), '[ ().]', ''))) AS regionKey,
                                resource_location,
                                problems,
                                publisher_type,
                                reservation_id,
                                resource_group,
                                resource_name,
                                resource_tracking,
                                resource_tracking_rule_id,
                                row_billing_account_id,
                                service_administrator_id,
                                service_info1,
                                service_period_end,
                                service_period_start,
                                sku,
                                additional_info,
                                offer_id,
                                product_order_id,
                                part_number,
                                plan_name,
                                meter_region,
                                service_family,
                                term,
                                snapshot_id,
                                store_service_identifier,
                                tags,
                                unknown_fields,
                                vm_name,
                                lower(trimBoth(consumed_service)) AS serviceKey,
                                '' AS anyKey,
                                lower(trimBoth(meter_category)) AS categoryKey,
                                lower(meter_id) AS meterKey,
                                trimBoth(additional_info, ' \t\r\n') AS infoText,
                                trimBoth(tags, ' \t\r\n') AS tagsText
                            FROM
                            (
                                SELECT
                                    * EXCEPT (charge_id, occurrence, ingested_at),
                                    ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))) AS billing_period,
                                    toUInt32(0) AS page,
                                    occurrence AS ordinal,
                                    substring(charge_id, 1, 64) AS content_hash,
                                    charge_id AS charge_key
                                FROM AzureBillingDetail
                                FINAL
                                WHERE (snapshot_id = 'live') AND ((billing_account_id, ifNull(date, ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))))) NOT IN (
                                    SELECT
                                        billing_account_id,
                                        day
                                    FROM PublishedDay
                                ))
                            )
                        )
                    )
                ) AS c
                ANY LEFT JOIN
                (
                    SELECT
                        consumed_service AS service1,
                        resource_type AS type1,
                        service_name AS serviceName1,
                        service_category AS serviceCategory1,
                        service_subcategory AS serviceSubcategory1,
                        publisher_name AS publisherName1
                    FROM FocusService
                    FINAL
                ) AS s1 ON (s1.service1 = c.serviceKey) AND (s1.type1 = c.resourceType)
                ANY LEFT JOIN
                (
                    SELECT
                        consumed_service AS service2,
                        resource_type AS type2,
                        service_name AS serviceName2,
                        service_category AS serviceCategory2,
                        service_subcategory AS serviceSubcategory2,
                        publisher_name AS publisherName2
                    FROM FocusService
                    FINAL
                ) AS s2 ON (s2.service2 = c.anyKey) AND (s2.type2 = c.resourceType)
                ANY LEFT JOIN
                (
                    SELECT
                        consumed_service AS service3,
                        resource_type AS type3,
                        service_name AS serviceName3,
                        service_category AS serviceCategory3,
                        service_subcategory AS serviceSubcategory3,
                        publisher_name AS publisherName3
                    FROM FocusService
                    FINAL
                ) AS s3 ON (s3.service3 = c.serviceKey) AND (s3.type3 = c.anyKey)
                ANY LEFT JOIN
                (
                    SELECT
                        consumed_service AS service4,
                        resource_type AS type4,
                        service_name AS serviceName4,
                        service_category AS serviceCategory4,
                        service_subcategory AS serviceSubcategory4,
                        publisher_name AS publisherName4
                    FROM FocusService
                    FINAL
                ) AS s4 ON (s4.service4 = c.categoryKey) AND (s4.type4 = c.anyKey)
                ANY LEFT JOIN
                (
                    SELECT
                        resource_type AS typeKey,
                        display_name AS typeName
                    FROM FocusResourceType
                    FINAL
                ) AS t ON t.typeKey = c.resourceType
                ANY LEFT JOIN
                (
                    SELECT
                        key AS knownRegion,
                        argMin(region_id, rank) AS regionId,
                        argMin(region_name, rank) AS regionName
                    FROM
                    (
                        SELECT
                            replaceRegexpAll(original_value, '[ ().]', '') AS key,
                            region_id,
                            region_name,
                            if(key = original_value, 0, 1) AS rank
                        FROM FocusRegion
                        FINAL
                        UNION ALL
                        SELECT
                            region_id AS key,
                            region_id,
                            region_name,
                            2 AS rank
                        FROM FocusRegion
                        FINAL
                    )
                    WHERE region_id != 'global'
                    GROUP BY key
                ) AS r ON r.knownRegion = c.regionKey
                ANY LEFT JOIN
                (
                    SELECT
                        unit_of_measure AS unitKey,
                        pricing_unit AS knownUnit,
                        block_size AS knownPricingBlockSize
                    FROM FocusPricingUnit
                    FINAL
                ) AS u ON u.unitKey = c.unit_of_measure
                ASOF LEFT JOIN
                (
                    SELECT
                        meter_id AS sheetMeter,
                        currency AS sheetCurrency,
                        effective_from AS sheetDay,
                        if(tiers > 1, '', pricing_unit) AS sheetUnit,
                        tiers > 1 AS isTiered,
                        block_size AS sheetPricingBlockSize,
                        list_unit_price AS sheetPrice,
                        ifNull(effective_through, toDate('2149-06-06')) AS sheetEnd
                    FROM PriceSheet
                    FINAL
                ) AS p ON (p.sheetMeter = c.meterKey) AND (p.sheetCurrency = c.currency) AND (p.sheetDay <= c.priceDay)
            )
        )
    )
);

CREATE VIEW LiveCharge
AS SELECT
    x_BillingAccountId AS billing_account_id,
    x_BillingPeriod AS billing_period,
    x_SnapshotId AS snapshot_id,
    BillingCurrency AS currency,
    if(has(x_Problems, 'charge-period-unknown'), toDate(0), ifNull(x_UsageDate, toDate(ChargePeriodStart, 'UTC'))) AS usage_date,
    ChargeCategory AS charge_category,
    ServiceCategory AS service_category,
    ServiceSubcategory AS service_subcategory,
    ServiceName AS service_name,
    x_SkuMeterCategory AS meter_category,
    ifNull(RegionId, '') AS region,
    if(x_SubscriptionId != '', x_SubscriptionId, replaceRegexpOne(ifNull(SubAccountId, ''), '^/subscriptions/', '')) AS subscription,
    ifNull(SubAccountName, '') AS subscription_name,
    x_ResourceGroupName AS resource_group,
    if(ifNull(x_ResourceTrackingRuleId, '') = '', '', x_ResourceTracking) AS owner,
    x_InvoiceSectionName AS department,
    x_CostCenter AS cost_center,
    ifNull(SkuMeter, '') AS meter,
    if(x_ResourceKey != '', x_ResourceKey, ifNull(ResourceId, '')) AS resource,
    ifNull(ResourceName, '') AS resource_name,
    ifNull(ResourceType, '') AS resource_type,
    if(isNull(ConsumedQuantity), '', ifNull(ConsumedUnit, '')) AS consumed_unit,
    if(isNull(PricingQuantity), '', ifNull(PricingUnit, '')) AS pricing_unit,
    x_ChargeId AS charge_id,
    x_SubscriptionId AS subscription_as_billed,
    x_Page AS page_number,
    x_Ordinal AS ordinal,
    ifNull(ChargeDescription, '') AS charge_description,
    ConsumedQuantity AS quantity_as_billed,
    ifNull(ConsumedUnit, '') AS unit_as_billed,
    ContractedUnitPrice AS contracted_unit_price,
    x_AccountOwnerId AS account_owner_id,
    ifNull(Tags, '') AS tags,
    NOT ((x_SourceFocusVersion = '') OR multiIf(match(ifNull(x_ProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:aws|amazon|google|gcp)(?:$|[^0-9A-Za-z_])'), 0, match(ifNull(x_ProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:microsoft|azure|21vianet)(?:$|[^0-9A-Za-z_])|blue cloud technology'), 1, match(ifNull(x_ProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:oracle|oci)(?:$|[^0-9A-Za-z_])'), 0, match(ifNull(InvoiceIssuerName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:aws|amazon|google|gcp)(?:$|[^0-9A-Za-z_])'), 0, match(ifNull(InvoiceIssuerName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:microsoft|azure|21vianet)(?:$|[^0-9A-Za-z_])|blue cloud technology'), 1, match(ifNull(InvoiceIssuerName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:oracle|oci)(?:$|[^0-9A-Za-z_])'), 0, match(ifNull(HostProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:aws|amazon|google|gcp)(?:$|[^0-9A-Za-z_])'), 0, match(ifNull(HostProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:microsoft|azure|21vianet)(?:$|[^0-9A-Za-z_])|blue cloud technology'), 1, match(ifNull(HostProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:oracle|oci)(?:$|[^0-9A-Za-z_])'), 0, match(ifNull(ServiceProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:aws|amazon|google|gcp)(?:$|[^0-9A-Za-z_])'), 0, match(ifNull(ServiceProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:microsoft|azure|21vianet)(?:$|[^0-9A-Za-z_])|blue cloud technology'), 1, match(ifNull(ServiceProviderName, ''), '(?i)(?:^|[^0-9A-Za-z_])(?:oracle|oci)(?:$|[^0-9A-Za-z_])'), 0, 0)) AS tag_names_have_case,
    x_Problems AS problems,
    (has(x_Problems, 'tags-unreadable') OR (has(x_Problems, 'json-unreadable') AND JSONHas(x_SourceColumns, 'Tags'))) AS tags_unreadable,
    if(x_SourceFocusVersion = '', ifNull(x_ResourceTrackingRuleId, ''), '') AS owner_rule,
    toDecimal256(BilledCost, 18) AS billed_cost,
    toDecimal256(EffectiveCost, 18) AS effective_cost,
    if(NOT hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']), toDecimal256(ContractedCost, 18), toDecimal256(0, 18)) AS contracted_cost,
    if(NOT (hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(ListCost, 18), toDecimal256(0, 18)) AS list_cost,
    toUInt64(has(x_Problems, 'cost-missing')) AS missing_charges,
    toUInt64(has(x_Problems, 'effective-cost-not-amortized')) AS not_amortized_charges,
    if(has(x_Problems, 'effective-cost-not-amortized'), toDecimal256(BilledCost, 18), toDecimal256(0, 18)) AS not_amortized_cost,
    toUInt64(has(x_Problems, 'commitment-purchase-effective-cost')) AS purchase_counted_charges,
    if(has(x_Problems, 'commitment-purchase-effective-cost'), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18)) AS purchase_counted_effective_cost,
    toUInt64(has(x_Problems, 'cost-amortized')) AS amortized_charges,
    if(has(x_Problems, 'cost-amortized'), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18)) AS amortized_effective_cost,
    toUInt64(has(x_Problems, 'value-assumed')) AS assumed_charges,
    if(has(x_Problems, 'value-assumed'), toDecimal256(BilledCost, 18), toDecimal256(0, 18)) AS assumed_cost,
    toUInt64(hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected'])) AS contracted_unknown_charges,
    if(hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']), toDecimal256(BilledCost, 18), toDecimal256(0, 18)) AS contracted_unknown_cost,
    toUInt64((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range'])))) AS list_unknown_charges,
    if((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(BilledCost, 18), toDecimal256(0, 18)) AS list_unknown_cost,
    if((hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18)) AS list_unknown_effective_cost,
    if(NOT (hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']) OR (hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))) OR (x_ListCostSource = 'contracted')), toDecimal256(ListCost - ContractedCost, 18), toDecimal256(0, 18)) AS negotiated_savings,
    toUInt64((hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']) OR (hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))) OR (x_ListCostSource = 'contracted'))) AS negotiation_unknown_charges,
    if((hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected']) OR (hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR ((x_ListCostSource = 'contracted') AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))) OR (x_ListCostSource = 'contracted')), toDecimal256(BilledCost, 18), toDecimal256(0, 18)) AS negotiation_unknown_cost,
    toDecimal256(ifNull(ConsumedQuantity, 0), 18) AS consumed_quantity,
    toDecimal256(ifNull(PricingQuantity, 0), 18) AS pricing_quantity,
    toUInt64((x_ChargeOrigin != 'unused-commitment')) AS charges
FROM
(
    SELECT
        billing_account_id AS x_BillingAccountId,
        billing_period AS x_BillingPeriod,
        snapshot_id AS x_SnapshotId,
        currency AS BillingCurrency,
        arrayMap(bit -> (['unknown-service', 'unknown-region', 'unknown-resource-type', 'unknown-unit', 'unit-missing', 'sku-missing', 'sku-not-guid', 'price-missing', 'quantity-missing', 'price-quantity-mismatch', 'quantity-out-of-range', 'list-cost-out-of-range', 'effective-cost-not-amortized', 'list-price-unit-differs', 'list-price-tiered', 'price-sheet-unusable', 'contracted-price-differs', 'charge-period-unknown', 'cost-missing', 'tags-unreadable', 'tags-duplicate-key', 'additional-info-unreadable', 'unknown-charge-type', 'unknown-pricing-model', 'charge-frequency-differs', 'commitment-id-missing', 'cost-amortized', 'contracted-cost-unknown', 'list-cost-unknown', 'exchange-rate-missing', 'currency-invalid', 'commitment-overused'][bit + 1]), bitPositionsToArray(((((((((((((((((((((((((((((((if(((serviceName1 = '') AND (serviceName2 = '') AND (serviceName3 = '') AND (serviceName4 = '')), 1, 0) + if(((regionKey != '') AND (regionId = '') AND (trimBoth(resource_location) != '')), 2, 0)) + if(((resourceId IS NOT NULL) AND empty(typeName)), 4, 0)) + if((empty(knownUnit) AND notEmpty(consumedUnit)), 8, 0)) + if(((isUsage OR isPurchase) AND empty(consumedUnit)), 16, 0)) + if(((isUsage OR isPurchase) AND empty(meter_id)), 32, 0)) + if((notEmpty(meter_id) AND (NOT match(meter_id, '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'))), 64, 0)) + if(((isUsage OR isPurchase) AND (resource_rate IS NULL)), 128, 0)) + if(((isUsage OR isPurchase) AND (consumed_quantity IS NULL)), 256, 0)) + if(isMismatch, 512, 0)) + if((isUsage AND (SkuPriceId IS NOT NULL) AND (consumed_quantity IS NOT NULL) AND (unitQuantity IS NULL)), 1024, 0)) + if(((sheetUnitPrice IS NOT NULL) AND (accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NULL)), 2048, 0)) + if(((isPurchase AND (commitmentId IS NOT NULL)) OR (isCovered AND (NOT isCharged))), 4096, 0)) + if(isOtherUnit, 8192, 0)) + if((isTiered AND (NOT hasMonthList) AND (sheetEnd >= priceDay) AND isUsage), 16384, 0)) + if(isSheetUnusable, 32768, 0)) + if(((NOT isCovered) AND (NOT isContractedOfSheet) AND isCharged AND ifNull(sheetContractedPrice != ownContractedPrice, false) AND (NOT ifNull((((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0) OR (abs(toFloat64(toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18))) <= (1.000001 * ((((abs(toFloat64(ifNull(sheetContractedPrice, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0)))) + (abs(toFloat64(ifNull(PricingQuantity, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(sheetContractedPrice)), '.')), 0))))) + if(ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(sheetContractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0)))) + 1e-18)))), true))), 65536, 0)) + if((date IS NULL), 131072, 0)) + if((extended_cost IS NULL), 262144, 0)) + if(arrayExists(p -> ((p.field = 'tags') AND (p.code IN ('json-unreadable', 'json-not-an-object'))), problems), 524288, 0)) + if(arrayExists(p -> ((p.field = 'tags') AND (p.code IN ('json-duplicate-key'))), problems), 1048576, 0)) + if(arrayExists(p -> ((p.field = 'additional_info') AND (p.code IN ('json-unreadable', 'json-not-an-object'))), problems), 2097152, 0)) + if((chargeType NOT IN ('', 'usage', 'unusedreservation', 'unusedsavingsplan', 'purchase', 'refund', 'tax', 'credit', 'adjustment', 'rounding', 'roundingadjustment')), 4194304, 0)) + if((pricingModel NOT IN ('', 'ondemand', 'reservation', 'savingsplan', 'spot')), 8388608, 0)) + if(isOtherFrequency, 16777216, 0)) + if((isCovered AND (commitmentId IS NULL)), 33554432, 0)) + if((isCovered AND isModern AND isCharged), 67108864, 0)) + if(isContractedUnknown, 134217728, 0)) + if((isFreeThoughCharged OR ((isContractedUnknown OR isSheetUnusable) AND (multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, 'price-sheet', ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), 'pay-as-you-go', 'contracted') = 'contracted'))), 268435456, 0)) + if((isForeign AND (exchangeRate IS NULL)), 536870912, 0)) + if((currency NOT IN ('AED', 'AFN', 'ALL', 'AMD', 'ANG', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BGN', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BRL', 'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'VND', 'VUV', 'WST', 'XAF', 'XCD', 'XCG', 'XOF', 'XPF', 'YER', 'ZAR', 'ZMW', 'ZWG')), 1073741824, 0)) + if(false, 2147483648, 0))) AS x_Problems,
        date AS x_UsageDate,
        if(date IS NULL, toDateTime(billing_period, 'UTC'), toDateTime(ifNull(date, toDate(0)), 'UTC')) AS ChargePeriodStart,
        chargeCategory AS ChargeCategory,
        multiIf(serviceName1 != '', serviceCategory1, serviceName2 != '', serviceCategory2, serviceName3 != '', serviceCategory3, serviceName4 != '', serviceCategory4, 'Other') AS ServiceCategory,
        multiIf(serviceName1 != '', serviceSubcategory1, serviceName2 != '', serviceSubcategory2, serviceName3 != '', serviceSubcategory3, serviceName4 != '', serviceSubcategory4, 'Other (Other)') AS ServiceSubcategory,
        multiIf(serviceName1 != '', serviceName1, serviceName2 != '', serviceName2, serviceName3 != '', serviceName3, serviceName4 != '', serviceName4, multiIf(meter_category != '', meter_category, consumed_service != '', consumed_service, 'Unknown')) AS ServiceName,
        meter_category AS x_SkuMeterCategory,
        nullIf(regionId, '') AS RegionId,
        lower(subscription_guid) AS x_SubscriptionId,
        if(subscription_guid = '', NULL, concat('/subscriptions/', subscription_guid)) AS SubAccountId,
        multiIf(subscription_guid = '', NULL, subscription_name = '', subscription_guid, subscription_name) AS SubAccountName,
        lower(resource_group) AS x_ResourceGroupName,
        toString(resource_tracking_rule_id) AS x_ResourceTrackingRuleId,
        resource_tracking AS x_ResourceTracking,
        department_name AS x_InvoiceSectionName,
        trimBoth(cost_center) AS x_CostCenter,
        SkuMeter,
        resourceKey AS x_ResourceKey,
        resourceId AS ResourceId,
        nullIf(multiIf(resourcePath != '', if((length(splitByChar('/', right(trimRight(billedResource, '/'), length(resourcePath)))) % 2) = 0, splitByChar('/', right(trimRight(billedResource, '/'), length(resourcePath)))[-2], splitByChar('/', right(trimRight(billedResource, '/'), length(resourcePath)))[-1]), position(billedResource, '/') > 0, splitByChar('/', trimRight(billedResource, '/'))[-1], ''), '') AS ResourceName,
        if(resourceId IS NULL, NULL, multiIf(typeName != '', typeName, resourceType != '', resourceType, consumed_service != '', consumed_service, 'Unknown')) AS ResourceType,
        ConsumedQuantity,
        ConsumedUnit,
        PricingQuantity,
        PricingUnit,
        charge_key AS x_ChargeId,
        page AS x_Page,
        ordinal AS x_Ordinal,
        nullIf(multiIf(product != '', product, notEmpty(meter_category) OR notEmpty(meter_sub_category) OR notEmpty(meter_name), arrayStringConcat(arrayFilter(part -> (part != ''), [toString(meter_category), toString(meter_sub_category), toString(meter_name)]), ' - '), product_order_name), '') AS ChargeDescription,
        ContractedUnitPrice,
        account_owner_id AS x_AccountOwnerId,
        nullIf(tagsObject, '') AS Tags,
        '' AS x_SourceFocusVersion,
        if(currency = 'CNY', '21Vianet', 'Microsoft') AS x_ProviderName,
        if(currency = 'CNY', '21Vianet', 'Microsoft') AS InvoiceIssuerName,
        if((seller != '') AND (regionId = ''), seller, if(currency = 'CNY', '21Vianet', 'Microsoft')) AS HostProviderName,
        if(seller != '', seller, if(currency = 'CNY', '21Vianet', 'Microsoft')) AS ServiceProviderName,
        '' AS x_SourceColumns,
        if((isCovered AND isModern AND isCharged), toDecimal128(0, 18), cost) AS BilledCost,
        if((isPurchase AND (commitmentId IS NOT NULL)), toDecimal128(0, 18), cost) AS EffectiveCost,
        ContractedCost,
        multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, 'price-sheet', ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), 'pay-as-you-go', 'contracted') AS x_ListCostSource,
        ifNull(multiIf(accurateCastOrNull(sheetProduct, 'Decimal(38, 18)') IS NOT NULL, accurateCastOrNull(sheetProduct, 'Decimal(38, 18)'), ifNull(payGUnitPrice > 0, false) AND (accurateCastOrNull(payGProduct, 'Decimal(38, 18)') IS NOT NULL), accurateCastOrNull(payGProduct, 'Decimal(38, 18)'), ContractedCost), ContractedCost) AS ListCost,
        if(isAdded, 'unused-commitment', 'bill') AS x_ChargeOrigin
    FROM
    (
        SELECT
            billing_account_id,
            billing_period,
            snapshot_id,
            currency,
            serviceName1,
            serviceName2,
            serviceName3,
            serviceName4,
            regionKey,
            regionId,
            resource_location,
            resourceId,
            typeName,
            knownUnit,
            consumedUnit,
            isUsage,
            isPurchase,
            meter_id,
            resource_rate,
            consumed_quantity,
            ((NOT (isCovered AND (isModern OR isContractedOfSheet))) AND (contractedProduct IS NOT NULL) AND (NOT ifNull((((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0) OR (abs(toFloat64(toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18))) <= (1.000001 * ((((abs(toFloat64(ifNull(ContractedUnitPrice, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0)))) + (abs(toFloat64(ifNull(PricingQuantity, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.')), 0))))) + if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0)))) + 1e-18)))), false))) AS isMismatch,
            SkuPriceId,
            unitQuantity,
            sheetUnitPrice,
            round(toDecimal256(sheetUnitPrice, 18) * toDecimal256(PricingQuantity, 18), 18) AS sheetProduct,
            commitmentId,
            isCovered,
            isCharged,
            isOtherUnit,
            isTiered,
            hasMonthList,
            sheetEnd,
            priceDay,
            isSheetUnusable,
            isContractedOfSheet,
            sheetContractedPrice,
            ownContractedPrice,
            round(toDecimal256(sheetContractedPrice, 18) * toDecimal256(PricingQuantity, 18), 18) AS sheetContractedProduct,
            cost,
            PricingQuantity,
            date,
            extended_cost,
            problems,
            chargeType,
            pricingModel,
            isOtherFrequency,
            isModern,
            ((isCovered AND (isModern OR isContractedOfSheet)) AND (accurateCastOrNull(contractedProduct, 'Decimal(38, 18)') IS NULL)) AS isContractedUnknown,
            isFreeThoughCharged,
            payGUnitPrice,
            round(toDecimal256(payGUnitPrice, 18) * toDecimal256(PricingQuantity, 18), 18) AS payGProduct,
            isForeign,
            exchangeRate,
            chargeCategory,
            serviceCategory1,
            serviceCategory2,
            serviceCategory3,
            serviceCategory4,
            serviceSubcategory1,
            serviceSubcategory2,
            serviceSubcategory3,
            serviceSubcategory4,
            meter_category,
            consumed_service,
            subscription_guid,
            subscription_name,
            resource_group,
            resource_tracking_rule_id,
            resource_tracking,
            department_name,
            cost_center,
            SkuMeter,
            resourceKey,
            resourcePath,
            billedResource,
            resourceType,
            ConsumedQuantity,
            ConsumedUnit,
            PricingUnit,
            charge_key,
            page,
            ordinal,
            product,
            meter_sub_category,
            meter_name,
            product_order_name,
            ContractedUnitPrice,
            account_owner_id,
            tagsObject,
            seller,
            if((isCovered AND (isModern OR isContractedOfSheet)) OR ifNull((((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0) OR (abs(toFloat64(toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18))) <= (1.000001 * ((((abs(toFloat64(ifNull(ContractedUnitPrice, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(PricingQuantity)), '.')), 0)))) + (abs(toFloat64(ifNull(PricingQuantity, 0))) * if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(ContractedUnitPrice)), '.')), 0))))) + if(ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0) < 8, 0, exp10(-ifNull(if(position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.') = 0, 0, length(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost))) - position(if(ifNull((toDecimal256(contractedProduct, 18) - toDecimal256(cost, 18)) = 0, true), '', toString(cost)), '.')), 0)))) + 1e-18)))), false), ifNull(accurateCastOrNull(contractedProduct, 'Decimal(38, 18)'), cost), cost) AS ContractedCost,
            isAdded,
            round(toDecimal256(ContractedUnitPrice, 18) * toDecimal256(PricingQuantity, 18), 18) AS contractedProduct
        FROM
        (
            SELECT
                billing_account_id,
                billing_period,
                snapshot_id,
                currency,
                serviceName1,
                serviceName2,
                serviceName3,
                serviceName4,
                regionKey,
                regionId,
                resource_location,
                resourceId,
                typeName,
                knownUnit,
                consumedUnit,
                isUsage,
                isPurchase,
                meter_id,
                resource_rate,
                consumed_quantity,
                isCovered,
                isModern,
                (((ownContractedPrice IS NULL) OR (isCovered AND ifNull(ownContractedPrice = 0, false))) AND (sheetContractedPrice IS NOT NULL)) AS isContractedOfSheet,
                if(isContractedOfSheet, sheetContractedPrice, ownContractedPrice) AS ContractedUnitPrice,
                if(SkuPriceId IS NULL, NULL, CAST(round(if(ifNull(agreedPrice < 0, false), -consumed_quantity, consumed_quantity), 18), 'Nullable(Decimal(38, 18))')) AS PricingQuantity,
                cost,
                if(isTax OR empty(meter_id) OR empty(pricingUnit), NULL, concat(meter_id, '/', pricingUnit)) AS SkuPriceId,
                if(isUsage AND (SkuPriceId IS NOT NULL), accurateCastOrNull(round(toDecimal256(consumed_quantity, 20) * toDecimal256(pricingBlockSize, 18), 18), 'Decimal(38, 18)'), NULL) AS unitQuantity,
                if((isUsage AND (PricingQuantity IS NOT NULL) AND (listedUnit != '')) AND ((listedUnit = consumedUnit) AND (listedBlockSize > 0)) AND (NOT ((isUsage AND (PricingQuantity IS NOT NULL) AND (listedUnit != '')) AND (listedPrice = 0) AND isCharged)), if(pricingBlockSize = listedBlockSize, CAST(listedPrice, 'Nullable(Decimal(38, 18))'), accurateCastOrNull(round(divideDecimal(toDecimal256(listedPrice, 18) * toDecimal256(pricingBlockSize, 18), toDecimal256(if(listedBlockSize > 0, listedBlockSize, 1), 18), 19), 18), 'Decimal(38, 18)')), NULL) AS sheetUnitPrice,
                commitmentId,
                isCharged,
                ((isUsage AND (PricingQuantity IS NOT NULL) AND (listedUnit != '')) AND (NOT ((listedUnit = consumedUnit) AND (listedBlockSize > 0)))) AS isOtherUnit,
                isTiered,
                hasMonthList,
                sheetEnd,
                priceDay,
                isSheetUnusable,
                if((isUsage AND (SkuPriceId IS NOT NULL) AND hasMonthContracted AND (monthUnit = consumedUnit) AND (monthBlockSize > 0)), if(pricingBlockSize = monthBlockSize, CAST(monthContracted, 'Nullable(Decimal(38, 18))'), accurateCastOrNull(round(divideDecimal(toDecimal256(monthContracted, 18) * toDecimal256(pricingBlockSize, 18), toDecimal256(if(monthBlockSize > 0, monthBlockSize, 1), 18), 19), 18), 'Decimal(38, 18)')), NULL) AS sheetContractedPrice,
                if(SkuPriceId IS NULL, NULL, CAST(round(abs(if(isForeign, accurateCastOrNull(round(toDecimal256(agreedPrice, 20) * toDecimal256(exchangeRate, 20), 20), 'Decimal(38, 20)'), agreedPrice)), 18), 'Nullable(Decimal(38, 18))')) AS ownContractedPrice,
                date,
                extended_cost,
                problems,
                chargeType,
                pricingModel,
                isOtherFrequency,
                ((isUsage AND (PricingQuantity IS NOT NULL) AND (listedUnit != '')) AND (listedPrice = 0) AND isCharged) AS isFreeThoughCharged,
                if(SkuPriceId IS NULL, NULL, CAST(round(abs(if(isForeign, accurateCastOrNull(round(toDecimal256(payg_price, 20) * toDecimal256(exchangeRate, 20), 20), 'Decimal(38, 20)'), payg_price)), 18), 'Nullable(Decimal(38, 18))')) AS payGUnitPrice,
                isForeign,
                exchangeRate,
                chargeCategory,
                serviceCategory1,
                serviceCategory2,
                serviceCategory3,
                serviceCategory4,
                serviceSubcategory1,
                serviceSubcategory2,
                serviceSubcategory3,
                serviceSubcategory4,
                meter_category,
                consumed_service,
                subscription_guid,
                subscription_name,
                resource_group,
                resource_tracking_rule_id,
                resource_tracking,
                department_name,
                cost_center,
                if(isTax OR empty(meter_id), NULL, nullIf(meter_name, '')) AS SkuMeter,
                resourceKey,
                resourcePath,
                billedResource,
                resourceType,
                if(isUnused, NULL, unitQuantity) AS ConsumedQuantity,
                if(ConsumedQuantity IS NULL, NULL, consumedUnit) AS ConsumedUnit,
                if((SkuPriceId IS NULL) OR (consumed_quantity IS NULL), NULL, pricingUnit) AS PricingUnit,
                charge_key,
                page,
                ordinal,
                product,
                meter_sub_category,
                meter_name,
                product_order_name,
                account_owner_id,
                tagsObject,
                seller,
                isAdded
            FROM
            (
                SELECT
                    billing_account_id,
                    billing_period,
                    snapshot_id,
                    currency,
                    serviceName1,
                    serviceName2,
                    serviceName3,
                    serviceName4,
                    regionKey,
                    regionId,
                    resource_location,
                    resourceId,
                    typeName,
                    knownUnit,
                    consumedUnit,
                    isUsage,
                    isPurchase,
                    meter_id,
                    resource_rate,
                    consumed_quantity,
                    isCovered,
                    isModern,
                    isTax,
                    pricingUnit,
                    isForeign,
                    agreedPrice,
                    exchangeRate,
                    false AS hasMonthContracted,
                    '' AS monthUnit,
                    toDecimal128(0, 18) AS monthBlockSize,
                    pricingBlockSize,
                    CAST(NULL, 'Nullable(Decimal(38, 18))') AS monthContracted,
                    cost,
                    if(sheetEnd < priceDay, '', sheetUnit) AS listedUnit,
                    sheetPricingBlockSize AS listedBlockSize,
                    sheetPrice AS listedPrice,
                    isCharged,
                    commitmentId,
                    isTiered,
                    false AS hasMonthList,
                    sheetEnd,
                    priceDay,
                    false AS isSheetUnusable,
                    date,
                    extended_cost,
                    problems,
                    chargeType,
                    pricingModel,
                    isOtherFrequency,
                    payg_price,
                    chargeCategory,
                    serviceCategory1,
                    serviceCategory2,
                    serviceCategory3,
                    serviceCategory4,
                    serviceSubcategory1,
                    serviceSubcategory2,
                    serviceSubcategory3,
                    serviceSubcategory4,
                    meter_category,
                    consumed_service,
                    subscription_guid,
                    subscription_name,
                    resource_group,
                    resource_tracking_rule_id,
                    resource_tracking,
                    department_name,
                    cost_center,
                    meter_name,
                    resourceKey,
                    resourcePath,
                    billedResource,
                    resourceType,
                    isUnused,
                    charge_key,
                    page,
                    ordinal,
                    product,
                    meter_sub_category,
                    product_order_name,
                    account_owner_id,
                    tagsObject,
                    seller,
                    isAdded
                FROM
                (
                    SELECT
                        billing_account_id,
                        billing_period,
                        snapshot_id,
                        currency,
                        serviceName1,
                        serviceName2,
                        serviceName3,
                        serviceName4,
                        regionKey,
                        regionId,
                        resource_location,
                        resourceId,
                        typeName,
                        knownUnit,
                        if(knownUnit != '', knownUnit, trimBoth(unit_of_measure)) AS consumedUnit,
                        isUsage,
                        isPurchase,
                        meter_id,
                        resource_rate,
                        consumed_quantity,
                        isCovered,
                        isModern,
                        isTax,
                        if((pricingBlockSize = 1) OR (consumedUnit = ''), consumedUnit, concat(toString(pricingBlockSize), ' ', consumedUnit)) AS pricingUnit,
                        isForeign,
                        if(isCovered AND isModern, nullIf(unit_price, 0), resource_rate) AS agreedPrice,
                        exchangeRate,
                        if((knownUnit = '') OR isHourly, toDecimal128(1, 18), knownPricingBlockSize) AS pricingBlockSize,
                        cost,
                        sheetEnd,
                        priceDay,
                        sheetUnit,
                        sheetPricingBlockSize,
                        sheetPrice,
                        isCharged,
                        commitmentId,
                        isTiered,
                        date,
                        extended_cost,
                        problems,
                        chargeType,
                        pricingModel,
                        isOtherFrequency,
                        payg_price,
                        chargeCategory,
                        serviceCategory1,
                        serviceCategory2,
                        serviceCategory3,
                        serviceCategory4,
                        serviceSubcategory1,
                        serviceSubcategory2,
                        serviceSubcategory3,
                        serviceSubcategory4,
                        meter_category,
                        consumed_service,
                        subscription_guid,
                        subscription_name,
                        resource_group,
                        resource_tracking_rule_id,
                        resource_tracking,
                        department_name,
                        cost_center,
                        meter_name,
                        resourceKey,
                        resourcePath,
                        billedResource,
                        resourceType,
                        isUnused,
                        charge_key,
                        page,
                        ordinal,
                        product,
                        meter_sub_category,
                        product_order_name,
                        account_owner_id,
                        tagsObject,
                        multiIf((publisherType IN ('marketplace', 'aws')) AND (rowPublisherName != ''), rowPublisherName, ((lower(consumed_service) IN ('microsoft.saas', 'microsoft.marketplace', 'microsoft.marketplaceordering')) OR (lower(meter_category) = 'saas')) AND (service_info2 != ''), service_info2, (multiIf(serviceName1 != '', publisherName1, serviceName2 != '', publisherName2, serviceName3 != '', publisherName3, publisherName4) NOT IN ('', 'Microsoft')), multiIf(serviceName1 != '', publisherName1, serviceName2 != '', publisherName2, serviceName3 != '', publisherName3, publisherName4), '') AS seller,
                        isAdded,
                        ((knownUnit = 'Hours') AND (lower(meter_category) = 'virtual machines') AND match(unit_of_measure, '^ *100 +[Hh]')) AS isHourly
                    FROM
                    (
                        SELECT
                            billing_account_id,
                            billing_period,
                            snapshot_id,
                            currency,
                            regionKey,
                            resource_location,
                            nullIf(trimRight(billedResource, '/'), '') AS resourceId,
                            unit_of_measure,
                            isUsage,
                            isPurchase,
                            meter_id,
                            resource_rate,
                            consumed_quantity,
                            (isUsage AND ((commitmentId IS NOT NULL) OR ((pricingModel IN ('reservation', 'savingsplan')) OR (chargeType IN ('unusedreservation', 'unusedsavingsplan'))))) AS isCovered,
                            isModern,
                            isTax,
                            meter_category,
                            isForeign,
                            unit_price,
                            exchangeRate,
                            cost,
                            priceDay,
                            isCharged,
                            commitmentId,
                            date,
                            extended_cost,
                            problems,
                            chargeType,
                            pricingModel,
                            isOtherFrequency,
                            payg_price,
                            chargeCategory,
                            consumed_service,
                            subscription_guid,
                            subscription_name,
                            resource_group,
                            resource_tracking_rule_id,
                            resource_tracking,
                            department_name,
                            cost_center,
                            meter_name,
                            trimRight(lower(billedResource), '/') AS resourceKey,
                            if((position(trimRight(lower(billedResource), '/'), '/providers/') > 0) AND match(if(startsWith(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 'providers/'), substring(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 11), splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1]), '^[^/.]+[.][^/]+/[^/]'), if(startsWith(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 'providers/'), substring(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 11), splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1]), '') AS resourcePath,
                            if(isPurchase OR isUnused, ifNull(commitmentId, instance_id), instance_id) AS billedResource,
                            replaceRegexpAll(resourcePath, '(/[^/]+)/[^/]+', '\\1') AS resourceType,
                            isUnused,
                            charge_key,
                            page,
                            ordinal,
                            product,
                            meter_sub_category,
                            product_order_name,
                            account_owner_id,
                            tagsObject,
                            publisherType,
                            rowPublisherName,
                            service_info2,
                            isAdded,
                            serviceKey,
                            anyKey,
                            categoryKey,
                            meterKey
                        FROM
                        (
                            SELECT
                                billing_account_id,
                                billing_period,
                                snapshot_id,
                                currency,
                                regionKey,
                                resource_location,
                                (chargeCategory = 'Purchase') AS isPurchase,
                                isUnused,
                                multiIf(benefitId != '', if(endsWith(lower(trimRight(benefitId, '/')), '/reservations'), substring(trimRight(benefitId, '/'), 1, length(trimRight(benefitId, '/')) - length('/reservations')), trimRight(benefitId, '/')), ((info['reservationorderid']) != '') AND (pricingModel NOT IN ('ondemand', 'spot')) AND ((info['reservationid']) != ''), concat('/providers/Microsoft.Capacity/reservationOrders/', info['reservationorderid'], '/reservations/', info['reservationid']), ((info['reservationorderid']) != '') AND (pricingModel NOT IN ('ondemand', 'spot')), concat('/providers/Microsoft.Capacity/reservationOrders/', info['reservationorderid']), (startsWith(lower(instance_id), '/providers/microsoft.capacity/reservationorders/') OR startsWith(lower(instance_id), '/providers/microsoft.billingbenefits/savingsplanorders/')), if(endsWith(lower(trimRight(instance_id, '/')), '/reservations'), substring(trimRight(instance_id, '/'), 1, length(trimRight(instance_id, '/')) - length('/reservations')), trimRight(instance_id, '/')), reservationId = '', NULL, (position(reservationId, '/') > 0) OR (productOrderId = ''), if(endsWith(lower(trimRight(reservationId, '/')), '/reservations'), substring(trimRight(reservationId, '/'), 1, length(trimRight(reservationId, '/')) - length('/reservations')), trimRight(reservationId, '/')), if(productOrderId = reservationId, concat('/providers/Microsoft.Capacity/reservationOrders/', productOrderId), concat('/providers/Microsoft.Capacity/reservationOrders/', productOrderId, '/reservations/', reservationId))) AS commitmentId,
                                instance_id,
                                unit_of_measure,
                                (chargeCategory = 'Usage') AS isUsage,
                                meter_id,
                                resource_rate,
                                consumed_quantity,
                                pricingModel,
                                chargeType,
                                isModern,
                                (chargeCategory = 'Tax') AS isTax,
                                meter_category,
                                isForeign,
                                unit_price,
                                exchangeRate,
                                cost,
                                priceDay,
                                (cost != 0) AS isCharged,
                                date,
                                extended_cost,
                                problems,
                                ((frequencyWord NOT IN ('', 'onetime', 'recurring', 'usagebased')) OR ((frequencyWord = 'usagebased') AND (chargeCategory = 'Purchase'))) AS isOtherFrequency,
                                payg_price,
                                chargeCategory,
                                consumed_service,
                                subscription_guid,
                                subscription_name,
                                resource_group,
                                resource_tracking_rule_id,
                                resource_tracking,
                                department_name,
                                cost_center,
                                meter_name,
                                charge_key,
                                page,
                                ordinal,
                                product,
                                meter_sub_category,
                                product_order_name,
                                account_owner_id,
                                tagsObject,
                                publisherType,
                                rowPublisherName,
                                service_info2,
                                isAdded,
                                serviceKey,
                                anyKey,
                                categoryKey,
                                meterKey,
                                CAST(arrayMap(p -> (lower(p.1), p.2), infoPairs), 'Map(String, String)') AS info
                            FROM
                            (
                                SELECT
                                    billing_account_id,
                                    billing_period,
                                    snapshot_id,
                                    currency,
                                    if(lower(trimBoth(resource_location)) = '', if((lower(trimBoth(meter_region)) IN ('', 'global', 'unassigned', 'unknown', 'all regions', 'intercontinental', 'n/a', 'none')) OR match(lower(trimBoth(meter_region)), '^zone [0-9]'), '', replaceRegexpAll(lower(trimBoth(meter_region)), '[ ().]', '')), if((lower(trimBoth(resource_location)) IN ('', 'global', 'unassigned', 'unknown', 'all regions', 'intercontinental', 'n/a', 'none')), '', replaceRegexpAll(lower(trimBoth(resource_location)), '[ ().]', ''))) AS regionKey,
                                    resource_location,
                                    multiIf(chargeType = 'usage', 'Usage', chargeType = 'unusedreservation', 'Usage', chargeType = 'unusedsavingsplan', 'Usage', chargeType = 'purchase', 'Purchase', chargeType = 'refund', 'Purchase', chargeType = 'tax', 'Tax', chargeType = 'credit', 'Credit', chargeType = 'adjustment', 'Adjustment', chargeType = 'rounding', 'Adjustment', chargeType = 'roundingadjustment', 'Adjustment', chargeType != '', 'Adjustment', (startsWith(lower(instance_id), '/providers/microsoft.capacity/reservationorders/') OR startsWith(lower(instance_id), '/providers/microsoft.billingbenefits/savingsplanorders/')), 'Purchase', instance_id != '', 'Usage', (match(product, '(?i)^ *reserved |\\breservation\\b|savings plan') OR match(meter_category, '(?i)^ *reserved |\\breservation\\b|savings plan') OR match(meter_name, '(?i)^ *reserved |\\breservation\\b|savings plan')), 'Purchase', (match(product, '(?i)rounding ?adjustment') OR match(meter_category, '(?i)rounding ?adjustment') OR match(meter_name, '(?i)rounding ?adjustment')), 'Adjustment', (match(product, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$') OR match(meter_category, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$') OR match(meter_name, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$')), 'Credit', (match(product, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税') OR match(meter_category, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税') OR match(meter_name, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税')), 'Tax', 'Usage') AS chargeCategory,
                                    (chargeType IN ('unusedreservation', 'unusedsavingsplan')) AS isUnused,
                                    if((lower(trimBoth(benefit_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(benefit_id)) AS benefitId,
                                    JSONExtractKeysAndValues(multiIf((infoText IN ('', '{}', 'null', '[]', '""')), '', ((NOT (has(tupleElement(problems, 'field'), 'additional_info'))) AND isValidJSON(if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')))), if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')), arrayMap(object -> if((object = '{}') OR (NOT isValidJSON(object)), '', object), arrayMap(pairs -> concat('{', arrayStringConcat(arrayMap(p -> concat(replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(concat('"', p[1], '"'), '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), ':', multiIf(startsWith(p[2], '"'), replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(p[2], '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), (p[2]) = 'null', 'true', ((p[2]) IN ('true', 'false')) OR ((length(p[2]) < 16) AND match(p[2], '^-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?$')), p[2], toJSONString(p[2]))), arrayFilter((p, i) -> (NOT has(arrayMap(q -> (q[1]), arraySlice(pairs, i + 1)), p[1])), pairs, arrayEnumerate(pairs))), ','), '}'), [extractAllGroupsVertical(arrayMap(t -> multiIf(match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*""[^":,}\\s]'), replaceAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '""', '"'), ((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')) AND match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*\\\\"'), replaceRegexpAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '\\\\(["\\\\])', '\\1'), if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t)), [if((infoText IN ('', '{}', 'null', '[]', '""')) OR ((NOT (has(tupleElement(problems, 'field'), 'additional_info'))) AND isValidJSON(if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')))), '', infoText)])[1], '(?s)"((?:[^"\\\\]|\\\\.)*)"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|\\{(?:[^{}"]|"(?:[^"\\\\]|\\\\.)*"|\\{[^{}]*\\})*\\}|\\[(?:[^\\[\\]"]|"(?:[^"\\\\]|\\\\.)*"|\\[[^\\[\\]]*\\])*\\]|-?[0-9][-+.0-9eE]*|true|false|null)')]))[1]), 'String') AS infoPairs,
                                    lower(replaceRegexpAll(pricing_model, '[^\\p{L}\\p{N}]', '')) AS pricingModel,
                                    instance_id,
                                    if((lower(trimBoth(reservation_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(reservation_id)) AS reservationId,
                                    if((lower(trimBoth(product_order_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(product_order_id)) AS productOrderId,
                                    unit_of_measure,
                                    meter_id,
                                    resource_rate,
                                    consumed_quantity,
                                    lower(replaceRegexpAll(charge_type, '[^\\p{L}\\p{N}]', '')) AS chargeType,
                                    (charge_type != '') AS isModern,
                                    meter_category,
                                    ((pricing_currency != '') AND (upper(pricing_currency) != currency)) AS isForeign,
                                    unit_price,
                                    if(((pricing_currency != '') AND (upper(pricing_currency) != currency)), if(exchange_rate > 0, exchange_rate, NULL), toDecimal128(1, 20)) AS exchangeRate,
                                    ifNull(extended_cost, toDecimal128(0, 18)) AS cost,
                                    ifNull(date, billing_period) AS priceDay,
                                    date,
                                    extended_cost,
                                    problems,
                                    lower(replaceRegexpAll(frequency, '[^\\p{L}\\p{N}]', '')) AS frequencyWord,
                                    payg_price,
                                    consumed_service,
                                    subscription_guid,
                                    subscription_name,
                                    resource_group,
                                    resource_tracking_rule_id,
                                    resource_tracking,
                                    department_name,
                                    cost_center,
                                    meter_name,
                                    charge_key,
                                    page,
                                    ordinal,
                                    product,
                                    meter_sub_category,
                                    product_order_name,
                                    account_owner_id,
                                    multiIf((tagsText IN ('', '{}', 'null', '[]', '""')), '', ((NOT (has(tupleElement(problems, 'field'), 'tags'))) AND isValidJSON(if(startsWith(tagsText, '{'), tagsText, concat('{', tagsText, '}')))), if(startsWith(tagsText, '{'), tagsText, concat('{', tagsText, '}')), arrayMap(object -> if((object = '{}') OR (NOT isValidJSON(object)), '', object), arrayMap(pairs -> concat('{', arrayStringConcat(arrayMap(p -> concat(replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(concat('"', p[1], '"'), '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), ':', multiIf(startsWith(p[2], '"'), replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(p[2], '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), (p[2]) = 'null', 'true', ((p[2]) IN ('true', 'false')) OR ((length(p[2]) < 16) AND match(p[2], '^-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?$')), p[2], toJSONString(p[2]))), arrayFilter((p, i) -> (NOT has(arrayMap(q -> normalizeUTF8NFC(lowerUTF8(q[1])), arraySlice(pairs, i + 1)), normalizeUTF8NFC(lowerUTF8(p[1])))), pairs, arrayEnumerate(pairs))), ','), '}'), [extractAllGroupsVertical(arrayMap(t -> multiIf(match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*""[^":,}\\s]'), replaceAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '""', '"'), ((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')) AND match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*\\\\"'), replaceRegexpAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '\\\\(["\\\\])', '\\1'), if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t)), [if((tagsText IN ('', '{}', 'null', '[]', '""')) OR ((NOT (has(tupleElement(problems, 'field'), 'tags'))) AND isValidJSON(if(startsWith(tagsText, '{'), tagsText, concat('{', tagsText, '}')))), '', tagsText)])[1], '(?s)"((?:[^"\\\\]|\\\\.)*)"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|\\{(?:[^{}"]|"(?:[^"\\\\]|\\\\.)*"|\\{[^{}]*\\})*\\}|\\[(?:[^\\[\\]"]|"(?:[^"\\\\]|\\\\.)*"|\\[[^\\[\\]]*\\])*\\]|-?[0-9][-+.0-9eE]*|true|false|null)')]))[1]) AS tagsObject,
                                    lower(replaceRegexpAll(publisher_type, '[^\\p{L}\\p{N}]', '')) AS publisherType,
                                    if((lower(trimBoth(publisher_name)) IN ('', 'n/a', 'not applicable')), '', trimBoth(publisher_name)) AS rowPublisherName,
                                    service_info2,
                                    false AS isAdded,
                                    lower(trimBoth(consumed_service)) AS serviceKey,
                                    '' AS anyKey,
                                    lower(trimBoth(meter_category)) AS categoryKey,
                                    lower(meter_id) AS meterKey,
                                    trimBoth(additional_info, ' \t\r\n') AS infoText,
                                    trimBoth(tags, ' \t\r\n') AS tagsText
                                FROM
                                (
                                    SELECT
                                        * EXCEPT (charge_id, occurrence, ingested_at),
                                        ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))) AS billing_period,
                                        toUInt32(0) AS page,
                                        occurrence AS ordinal,
                                        substring(charge_id, 1, 64) AS content_hash,
                                        charge_id AS charge_key
                                    FROM AzureBillingDetail
                                    FINAL
                                    WHERE (snapshot_id = 'live') AND ((billing_account_id, ifNull(date, ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))))) NOT IN (
                                        SELECT
                                            billing_account_id,
                                            day
                                        FROM PublishedDay
                                    ))
                                )
                            )
                        )
                    ) AS c
                    ANY LEFT JOIN
                    (
                        SELECT
                            consumed_service AS service1,
                            resource_type AS type1,
                            service_name AS serviceName1,
                            service_category AS serviceCategory1,
                            service_subcategory AS serviceSubcategory1,
                            publisher_name AS publisherName1
                        FROM FocusService
                        FINAL
                    ) AS s1 ON (s1.service1 = c.serviceKey) AND (s1.type1 = c.resourceType)
                    ANY LEFT JOIN
                    (
                        SELECT
                            consumed_service AS service2,
                            resource_type AS type2,
                            service_name AS serviceName2,
                            service_category AS serviceCategory2,
                            service_subcategory AS serviceSubcategory2,
                            publisher_name AS publisherName2
                        FROM FocusService
                        FINAL
                    ) AS s2 ON (s2.service2 = c.anyKey) AND (s2.type2 = c.resourceType)
                    ANY LEFT JOIN
                    (
                        SELECT
                            consumed_service AS service3,
                            resource_type AS type3,
                            service_name AS serviceName3,
                            service_category AS serviceCategory3,
                            service_subcategory AS serviceSubcategory3,
                            publisher_name AS publisherName3
                        FROM FocusService
                        FINAL
                    ) AS s3 ON (s3.service3 = c.serviceKey) AND (s3.type3 = c.anyKey)
                    ANY LEFT JOIN
                    (
                        SELECT
                            consumed_service AS service4,
                            resource_type AS type4,
                            service_name AS serviceName4,
                            service_category AS serviceCategory4,
                            service_subcategory AS serviceSubcategory4,
                            publisher_name AS publisherName4
                        FROM FocusService
                        FINAL
                    ) AS s4 ON (s4.service4 = c.categoryKey) AND (s4.type4 = c.anyKey)
                    ANY LEFT JOIN
                    (
                        SELECT
                            resource_type AS typeKey,
                            display_name AS typeName
                        FROM FocusResourceType
                        FINAL
                    ) AS t ON t.typeKey = c.resourceType
                    ANY LEFT JOIN
                    (
                        SELECT
                            key AS knownRegion,
                            argMin(region_id, rank) AS regionId,
                            argMin(region_name, rank) AS regionName
                        FROM
                        (
                            SELECT
                                replaceRegexpAll(original_value, '[ ().]', '') AS key,
                                region_id,
                                region_name,
                                if(key = original_value, 0, 1) AS rank
                            FROM FocusRegion
                            FINAL
                            UNION ALL
                            SELECT
                                region_id AS key,
                                region_id,
                                region_name,
                                2 AS rank
                            FROM FocusRegion
                            FINAL
                        )
                        WHERE region_id != 'global'
                        GROUP BY key
                    ) AS r ON r.knownRegion = c.regionKey
                    ANY LEFT JOIN
                    (
                        SELECT
                            unit_of_measure AS unitKey,
                            pricing_unit AS knownUnit,
                            block_size AS knownPricingBlockSize
                        FROM FocusPricingUnit
                        FINAL
                    ) AS u ON u.unitKey = c.unit_of_measure
                    ASOF LEFT JOIN
                    (
                        SELECT
                            meter_id AS sheetMeter,
                            currency AS sheetCurrency,
                            effective_from AS sheetDay,
                            if(tiers > 1, '', pricing_unit) AS sheetUnit,
                            tiers > 1 AS isTiered,
                            block_size AS sheetPricingBlockSize,
                            list_unit_price AS sheetPrice,
                            ifNull(effective_through, toDate('2149-06-06')) AS sheetEnd
                        FROM PriceSheet
                        FINAL
                    ) AS p ON (p.sheetMeter = c.meterKey) AND (p.sheetCurrency = c.currency) AND (p.sheetDay <= c.priceDay)
                )
            )
        )
    )
);

CREATE VIEW LiveCost
AS SELECT
    x_BillingAccountId AS billing_account_id,
    x_BillingPeriod AS billing_period,
    x_SnapshotId AS snapshot_id,
    BillingCurrency AS currency,
    if((is_charge_period_unknown), toDate(0), ifNull(x_UsageDate, toDate(ChargePeriodStart, 'UTC'))) AS usage_date,
    ChargeCategory AS charge_category,
    ServiceCategory AS service_category,
    ServiceSubcategory AS service_subcategory,
    ServiceName AS service_name,
    x_SkuMeterCategory AS meter_category,
    ifNull(RegionId, '') AS region,
    if(x_SubscriptionId != '', x_SubscriptionId, replaceRegexpOne(ifNull(SubAccountId, ''), '^/subscriptions/', '')) AS subscription,
    ifNull(SubAccountName, '') AS subscription_name,
    x_ResourceGroupName AS resource_group,
    if(ifNull(x_ResourceTrackingRuleId, '') = '', '', x_ResourceTracking) AS owner,
    x_InvoiceSectionName AS department,
    x_CostCenter AS cost_center,
    if(x_SourceFocusVersion = '', ifNull(x_ResourceTrackingRuleId, ''), '') AS owner_rule,
    toDecimal256(BilledCost, 18) AS billed_cost,
    toDecimal256(EffectiveCost, 18) AS effective_cost,
    toUInt64((is_cost_missing)) AS missing_charges,
    toUInt64((is_effective_cost_not_amortized)) AS not_amortized_charges,
    if((is_effective_cost_not_amortized), toDecimal256(BilledCost, 18), toDecimal256(0, 18)) AS not_amortized_cost,
    toUInt64(false) AS purchase_counted_charges,
    if(false, toDecimal256(EffectiveCost, 18), toDecimal256(0, 18)) AS purchase_counted_effective_cost,
    toUInt64((is_cost_amortized)) AS amortized_charges,
    if((is_cost_amortized), toDecimal256(EffectiveCost, 18), toDecimal256(0, 18)) AS amortized_effective_cost,
    toUInt64(false) AS assumed_charges,
    if(false, toDecimal256(BilledCost, 18), toDecimal256(0, 18)) AS assumed_cost,
    toUInt64((x_ChargeOrigin != 'unused-commitment')) AS charges
FROM
(
    SELECT
        billing_account_id AS x_BillingAccountId,
        billing_period AS x_BillingPeriod,
        snapshot_id AS x_SnapshotId,
        currency AS BillingCurrency,
        (date IS NULL) AS is_charge_period_unknown,
        date AS x_UsageDate,
        if(date IS NULL, toDateTime(billing_period, 'UTC'), toDateTime(ifNull(date, toDate(0)), 'UTC')) AS ChargePeriodStart,
        chargeCategory AS ChargeCategory,
        multiIf(serviceName1 != '', serviceCategory1, serviceName2 != '', serviceCategory2, serviceName3 != '', serviceCategory3, serviceName4 != '', serviceCategory4, 'Other') AS ServiceCategory,
        multiIf(serviceName1 != '', serviceSubcategory1, serviceName2 != '', serviceSubcategory2, serviceName3 != '', serviceSubcategory3, serviceName4 != '', serviceSubcategory4, 'Other (Other)') AS ServiceSubcategory,
        multiIf(serviceName1 != '', serviceName1, serviceName2 != '', serviceName2, serviceName3 != '', serviceName3, serviceName4 != '', serviceName4, multiIf(meter_category != '', meter_category, consumed_service != '', consumed_service, 'Unknown')) AS ServiceName,
        meter_category AS x_SkuMeterCategory,
        nullIf(regionId, '') AS RegionId,
        lower(subscription_guid) AS x_SubscriptionId,
        if(subscription_guid = '', NULL, concat('/subscriptions/', subscription_guid)) AS SubAccountId,
        multiIf(subscription_guid = '', NULL, subscription_name = '', subscription_guid, subscription_name) AS SubAccountName,
        lower(resource_group) AS x_ResourceGroupName,
        toString(resource_tracking_rule_id) AS x_ResourceTrackingRuleId,
        resource_tracking AS x_ResourceTracking,
        department_name AS x_InvoiceSectionName,
        trimBoth(cost_center) AS x_CostCenter,
        '' AS x_SourceFocusVersion,
        if((isCovered AND isModern AND isCharged), toDecimal128(0, 18), cost) AS BilledCost,
        if((isPurchase AND (commitmentId IS NOT NULL)), toDecimal128(0, 18), cost) AS EffectiveCost,
        (extended_cost IS NULL) AS is_cost_missing,
        ((isPurchase AND (commitmentId IS NOT NULL)) OR (isCovered AND (NOT isCharged))) AS is_effective_cost_not_amortized,
        (isCovered AND isModern AND isCharged) AS is_cost_amortized,
        if(isAdded, 'unused-commitment', 'bill') AS x_ChargeOrigin
    FROM
    (
        SELECT
            billing_account_id,
            billing_period,
            snapshot_id,
            currency,
            date,
            chargeCategory,
            serviceName1,
            serviceCategory1,
            serviceName2,
            serviceCategory2,
            serviceName3,
            serviceCategory3,
            serviceName4,
            serviceCategory4,
            serviceSubcategory1,
            serviceSubcategory2,
            serviceSubcategory3,
            serviceSubcategory4,
            meter_category,
            consumed_service,
            regionId,
            subscription_guid,
            subscription_name,
            resource_group,
            resource_tracking_rule_id,
            resource_tracking,
            department_name,
            cost_center,
            isCovered,
            isModern,
            isCharged,
            cost,
            isPurchase,
            commitmentId,
            extended_cost,
            isAdded
        FROM
        (
            SELECT
                billing_account_id,
                billing_period,
                snapshot_id,
                currency,
                date,
                chargeCategory,
                meter_category,
                consumed_service,
                subscription_guid,
                subscription_name,
                resource_group,
                resource_tracking_rule_id,
                resource_tracking,
                department_name,
                cost_center,
                (isUsage AND ((commitmentId IS NOT NULL) OR ((pricingModel IN ('reservation', 'savingsplan')) OR (chargeType IN ('unusedreservation', 'unusedsavingsplan'))))) AS isCovered,
                isModern,
                isCharged,
                cost,
                isPurchase,
                commitmentId,
                extended_cost,
                isAdded,
                serviceKey,
                replaceRegexpAll(resourcePath, '(/[^/]+)/[^/]+', '\\1') AS resourceType,
                anyKey,
                categoryKey,
                regionKey,
                if((position(trimRight(lower(billedResource), '/'), '/providers/') > 0) AND match(if(startsWith(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 'providers/'), substring(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 11), splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1]), '^[^/.]+[.][^/]+/[^/]'), if(startsWith(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 'providers/'), substring(splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1], 11), splitByString('/providers/', trimRight(lower(billedResource), '/'))[-1]), '') AS resourcePath,
                if(isPurchase OR isUnused, ifNull(commitmentId, instance_id), instance_id) AS billedResource
            FROM
            (
                SELECT
                    billing_account_id,
                    billing_period,
                    snapshot_id,
                    currency,
                    date,
                    chargeCategory,
                    meter_category,
                    consumed_service,
                    subscription_guid,
                    subscription_name,
                    resource_group,
                    resource_tracking_rule_id,
                    resource_tracking,
                    department_name,
                    cost_center,
                    (chargeCategory = 'Usage') AS isUsage,
                    multiIf(benefitId != '', if(endsWith(lower(trimRight(benefitId, '/')), '/reservations'), substring(trimRight(benefitId, '/'), 1, length(trimRight(benefitId, '/')) - length('/reservations')), trimRight(benefitId, '/')), ((info['reservationorderid']) != '') AND (pricingModel NOT IN ('ondemand', 'spot')) AND ((info['reservationid']) != ''), concat('/providers/Microsoft.Capacity/reservationOrders/', info['reservationorderid'], '/reservations/', info['reservationid']), ((info['reservationorderid']) != '') AND (pricingModel NOT IN ('ondemand', 'spot')), concat('/providers/Microsoft.Capacity/reservationOrders/', info['reservationorderid']), (startsWith(lower(instance_id), '/providers/microsoft.capacity/reservationorders/') OR startsWith(lower(instance_id), '/providers/microsoft.billingbenefits/savingsplanorders/')), if(endsWith(lower(trimRight(instance_id, '/')), '/reservations'), substring(trimRight(instance_id, '/'), 1, length(trimRight(instance_id, '/')) - length('/reservations')), trimRight(instance_id, '/')), reservationId = '', NULL, (position(reservationId, '/') > 0) OR (productOrderId = ''), if(endsWith(lower(trimRight(reservationId, '/')), '/reservations'), substring(trimRight(reservationId, '/'), 1, length(trimRight(reservationId, '/')) - length('/reservations')), trimRight(reservationId, '/')), if(productOrderId = reservationId, concat('/providers/Microsoft.Capacity/reservationOrders/', productOrderId), concat('/providers/Microsoft.Capacity/reservationOrders/', productOrderId, '/reservations/', reservationId))) AS commitmentId,
                    pricingModel,
                    chargeType,
                    isModern,
                    (cost != 0) AS isCharged,
                    cost,
                    (chargeCategory = 'Purchase') AS isPurchase,
                    extended_cost,
                    isAdded,
                    serviceKey,
                    isUnused,
                    instance_id,
                    anyKey,
                    categoryKey,
                    regionKey,
                    CAST(arrayMap(p -> (lower(p.1), p.2), infoPairs), 'Map(String, String)') AS info
                FROM
                (
                    SELECT
                        billing_account_id,
                        billing_period,
                        snapshot_id,
                        currency,
                        date,
                        multiIf(chargeType = 'usage', 'Usage', chargeType = 'unusedreservation', 'Usage', chargeType = 'unusedsavingsplan', 'Usage', chargeType = 'purchase', 'Purchase', chargeType = 'refund', 'Purchase', chargeType = 'tax', 'Tax', chargeType = 'credit', 'Credit', chargeType = 'adjustment', 'Adjustment', chargeType = 'rounding', 'Adjustment', chargeType = 'roundingadjustment', 'Adjustment', chargeType != '', 'Adjustment', (startsWith(lower(instance_id), '/providers/microsoft.capacity/reservationorders/') OR startsWith(lower(instance_id), '/providers/microsoft.billingbenefits/savingsplanorders/')), 'Purchase', instance_id != '', 'Usage', (match(product, '(?i)^ *reserved |\\breservation\\b|savings plan') OR match(meter_category, '(?i)^ *reserved |\\breservation\\b|savings plan') OR match(meter_name, '(?i)^ *reserved |\\breservation\\b|savings plan')), 'Purchase', (match(product, '(?i)rounding ?adjustment') OR match(meter_category, '(?i)rounding ?adjustment') OR match(meter_name, '(?i)rounding ?adjustment')), 'Adjustment', (match(product, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$') OR match(meter_category, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$') OR match(meter_name, '(?i)\\b(service|sla|azure|promotional) credits?\\b|^credits?$')), 'Credit', (match(product, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税') OR match(meter_category, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税') OR match(meter_name, '(?i)\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税')), 'Tax', 'Usage') AS chargeCategory,
                        meter_category,
                        consumed_service,
                        subscription_guid,
                        subscription_name,
                        resource_group,
                        resource_tracking_rule_id,
                        resource_tracking,
                        department_name,
                        cost_center,
                        if((lower(trimBoth(benefit_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(benefit_id)) AS benefitId,
                        JSONExtractKeysAndValues(multiIf((infoText IN ('', '{}', 'null', '[]', '""')), '', ((NOT (has(tupleElement(problems, 'field'), 'additional_info'))) AND isValidJSON(if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')))), if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')), arrayMap(object -> if((object = '{}') OR (NOT isValidJSON(object)), '', object), arrayMap(pairs -> concat('{', arrayStringConcat(arrayMap(p -> concat(replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(concat('"', p[1], '"'), '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), ':', multiIf(startsWith(p[2], '"'), replaceAll(replaceRegexpAll(replaceRegexpAll(replaceAll(replaceRegexpAll(replaceAll(replaceAll(p[2], '\n', '\\n'), '\t', '\\t'), '[\\x00-\\x1f]', ' '), '\\\\', ''), '\\\\([^"/bfnrtu])', '\\\\\\\\\\1'), '\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])', '\\\\\\\\u\\1\\2'), '', '\\\\'), (p[2]) = 'null', 'true', ((p[2]) IN ('true', 'false')) OR ((length(p[2]) < 16) AND match(p[2], '^-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?$')), p[2], toJSONString(p[2]))), arrayFilter((p, i) -> (NOT has(arrayMap(q -> (q[1]), arraySlice(pairs, i + 1)), p[1])), pairs, arrayEnumerate(pairs))), ','), '}'), [extractAllGroupsVertical(arrayMap(t -> multiIf(match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*""[^":,}\\s]'), replaceAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '""', '"'), ((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')) AND match(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '^\\{?\\s*\\\\"'), replaceRegexpAll(if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t), '\\\\(["\\\\])', '\\1'), if(((length(t) > 2) AND match(t, '^"(?:\\s*\\{|""[^":,}\\s])') AND endsWith(t, '"')), substring(t, 2, length(t) - 2), t)), [if((infoText IN ('', '{}', 'null', '[]', '""')) OR ((NOT (has(tupleElement(problems, 'field'), 'additional_info'))) AND isValidJSON(if(startsWith(infoText, '{'), infoText, concat('{', infoText, '}')))), '', infoText)])[1], '(?s)"((?:[^"\\\\]|\\\\.)*)"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|\\{(?:[^{}"]|"(?:[^"\\\\]|\\\\.)*"|\\{[^{}]*\\})*\\}|\\[(?:[^\\[\\]"]|"(?:[^"\\\\]|\\\\.)*"|\\[[^\\[\\]]*\\])*\\]|-?[0-9][-+.0-9eE]*|true|false|null)')]))[1]), 'String') AS infoPairs,
                        lower(replaceRegexpAll(pricing_model, '[^\\p{L}\\p{N}]', '')) AS pricingModel,
                        instance_id,
                        if((lower(trimBoth(reservation_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(reservation_id)) AS reservationId,
                        if((lower(trimBoth(product_order_id)) IN ('', 'n/a', 'not applicable')), '', trimBoth(product_order_id)) AS productOrderId,
                        lower(replaceRegexpAll(charge_type, '[^\\p{L}\\p{N}]', '')) AS chargeType,
                        (charge_type != '') AS isModern,
                        ifNull(extended_cost, toDecimal128(0, 18)) AS cost,
                        extended_cost,
                        false AS isAdded,
                        lower(trimBoth(consumed_service)) AS serviceKey,
                        (chargeType IN ('unusedreservation', 'unusedsavingsplan')) AS isUnused,
                        '' AS anyKey,
                        lower(trimBoth(meter_category)) AS categoryKey,
                        if(lower(trimBoth(resource_location)) = '', if((lower(trimBoth(meter_region)) IN ('', 'global', 'unassigned', 'unknown', 'all regions', 'intercontinental', 'n/a', 'none')) OR match(lower(trimBoth(meter_region)), '^zone [0-9]'), '', replaceRegexpAll(lower(trimBoth(meter_region)), '[ ().]', '')), if((lower(trimBoth(resource_location)) IN ('', 'global', 'unassigned', 'unknown', 'all regions', 'intercontinental', 'n/a', 'none')), '', replaceRegexpAll(lower(trimBoth(resource_location)), '[ ().]', ''))) AS regionKey,
                        trimBoth(additional_info, ' \t\r\n') AS infoText
                    FROM
                    (
                        SELECT
                            * EXCEPT (charge_id, occurrence, ingested_at),
                            ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))) AS billing_period,
                            toUInt32(0) AS page,
                            occurrence AS ordinal,
                            substring(charge_id, 1, 64) AS content_hash,
                            charge_id AS charge_key
                        FROM AzureBillingDetail
                        FINAL
                        WHERE (snapshot_id = 'live') AND ((billing_account_id, ifNull(date, ifNull(month_date, if(ifNull(((year >= 2000) AND (year <= 2099)) AND ((month >= 1) AND (month <= 12)), 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0))))) NOT IN (
                            SELECT
                                billing_account_id,
                                day
                            FROM PublishedDay
                        ))
                    )
                )
            )
        ) AS c
        ANY LEFT JOIN
        (
            SELECT
                consumed_service AS service1,
                resource_type AS type1,
                service_name AS serviceName1,
                service_category AS serviceCategory1,
                service_subcategory AS serviceSubcategory1,
                publisher_name AS publisherName1
            FROM FocusService
            FINAL
        ) AS s1 ON (s1.service1 = c.serviceKey) AND (s1.type1 = c.resourceType)
        ANY LEFT JOIN
        (
            SELECT
                consumed_service AS service2,
                resource_type AS type2,
                service_name AS serviceName2,
                service_category AS serviceCategory2,
                service_subcategory AS serviceSubcategory2,
                publisher_name AS publisherName2
            FROM FocusService
            FINAL
        ) AS s2 ON (s2.service2 = c.anyKey) AND (s2.type2 = c.resourceType)
        ANY LEFT JOIN
        (
            SELECT
                consumed_service AS service3,
                resource_type AS type3,
                service_name AS serviceName3,
                service_category AS serviceCategory3,
                service_subcategory AS serviceSubcategory3,
                publisher_name AS publisherName3
            FROM FocusService
            FINAL
        ) AS s3 ON (s3.service3 = c.serviceKey) AND (s3.type3 = c.anyKey)
        ANY LEFT JOIN
        (
            SELECT
                consumed_service AS service4,
                resource_type AS type4,
                service_name AS serviceName4,
                service_category AS serviceCategory4,
                service_subcategory AS serviceSubcategory4,
                publisher_name AS publisherName4
            FROM FocusService
            FINAL
        ) AS s4 ON (s4.service4 = c.categoryKey) AND (s4.type4 = c.anyKey)
        ANY LEFT JOIN
        (
            SELECT
                key AS knownRegion,
                argMin(region_id, rank) AS regionId,
                argMin(region_name, rank) AS regionName
            FROM
            (
                SELECT
                    replaceRegexpAll(original_value, '[ ().]', '') AS key,
                    region_id,
                    region_name,
                    if(key = original_value, 0, 1) AS rank
                FROM FocusRegion
                FINAL
                UNION ALL
                SELECT
                    region_id AS key,
                    region_id,
                    region_name,
                    2 AS rank
                FROM FocusRegion
                FINAL
            )
            WHERE region_id != 'global'
            GROUP BY key
        ) AS r ON r.knownRegion = c.regionKey
    )
);

CREATE VIEW CurrentDailyCost
AS SELECT
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    usage_date,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    region,
    subscription,
    subscription_name,
    resource_group,
    owner,
    department,
    cost_center,
    sum(billed_cost) AS billed_cost,
    sum(effective_cost) AS effective_cost,
    sum(contracted_cost) AS contracted_cost,
    sum(list_cost) AS list_cost,
    sum(missing_charges) AS missing_charges,
    sum(not_amortized_charges) AS not_amortized_charges,
    sum(not_amortized_cost) AS not_amortized_cost,
    sum(purchase_counted_charges) AS purchase_counted_charges,
    sum(purchase_counted_effective_cost) AS purchase_counted_effective_cost,
    sum(amortized_charges) AS amortized_charges,
    sum(amortized_effective_cost) AS amortized_effective_cost,
    sum(assumed_charges) AS assumed_charges,
    sum(assumed_cost) AS assumed_cost,
    sum(contracted_unknown_charges) AS contracted_unknown_charges,
    sum(contracted_unknown_cost) AS contracted_unknown_cost,
    sum(list_unknown_charges) AS list_unknown_charges,
    sum(list_unknown_cost) AS list_unknown_cost,
    sum(list_unknown_effective_cost) AS list_unknown_effective_cost,
    sum(charges) AS charges
FROM DailyFocusCost
WHERE snapshot_id GLOBAL IN (
    SELECT snapshot_id
    FROM CurrentBillingSnapshot
)
GROUP BY
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    usage_date,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    region,
    subscription,
    subscription_name,
    resource_group,
    owner,
    department,
    cost_center
UNION ALL
SELECT
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    usage_date,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    region,
    subscription,
    subscription_name,
    resource_group,
    owner,
    department,
    cost_center,
    sum(billed_cost) AS billed_cost,
    sum(effective_cost) AS effective_cost,
    sum(contracted_cost) AS contracted_cost,
    sum(list_cost) AS list_cost,
    sum(missing_charges) AS missing_charges,
    sum(not_amortized_charges) AS not_amortized_charges,
    sum(not_amortized_cost) AS not_amortized_cost,
    sum(purchase_counted_charges) AS purchase_counted_charges,
    sum(purchase_counted_effective_cost) AS purchase_counted_effective_cost,
    sum(amortized_charges) AS amortized_charges,
    sum(amortized_effective_cost) AS amortized_effective_cost,
    sum(assumed_charges) AS assumed_charges,
    sum(assumed_cost) AS assumed_cost,
    sum(contracted_unknown_charges) AS contracted_unknown_charges,
    sum(contracted_unknown_cost) AS contracted_unknown_cost,
    sum(list_unknown_charges) AS list_unknown_charges,
    sum(list_unknown_cost) AS list_unknown_cost,
    sum(list_unknown_effective_cost) AS list_unknown_effective_cost,
    sum(charges) AS charges
FROM LiveCharge
GROUP BY
    billing_account_id,
    billing_period,
    snapshot_id,
    currency,
    usage_date,
    charge_category,
    service_category,
    service_subcategory,
    service_name,
    meter_category,
    region,
    subscription,
    subscription_name,
    resource_group,
    owner,
    department,
    cost_center;

CREATE VIEW focus_1_2
AS SELECT
    AvailabilityZone,
    BilledCost,
    BillingAccountId,
    BillingAccountName,
    BillingAccountType,
    BillingCurrency,
    BillingPeriodEnd,
    BillingPeriodStart,
    CapacityReservationId,
    CapacityReservationStatus,
    ChargeCategory,
    ChargeClass,
    ChargeDescription,
    ChargeFrequency,
    ChargePeriodEnd,
    ChargePeriodStart,
    CommitmentDiscountCategory,
    CommitmentDiscountId,
    CommitmentDiscountName,
    CommitmentDiscountQuantity,
    CommitmentDiscountStatus,
    CommitmentDiscountType,
    CommitmentDiscountUnit,
    ConsumedQuantity,
    ConsumedUnit,
    ContractedCost,
    ContractedUnitPrice,
    EffectiveCost,
    InvoiceId,
    InvoiceIssuerName,
    ListCost,
    ListUnitPrice,
    PricingCategory,
    PricingCurrency,
    PricingCurrencyContractedUnitPrice,
    PricingCurrencyEffectiveCost,
    PricingCurrencyListUnitPrice,
    PricingQuantity,
    PricingUnit,
    ifNull(x_ProviderName, ServiceProviderName) AS ProviderName,
    ifNull(x_PublisherName, ServiceProviderName) AS PublisherName,
    RegionId,
    RegionName,
    ResourceId,
    ResourceName,
    ResourceType,
    ServiceCategory,
    ServiceName,
    ServiceSubcategory,
    SkuId,
    SkuMeter,
    SkuPriceDetails,
    SkuPriceId,
    SubAccountId,
    SubAccountName,
    SubAccountType,
    Tags
FROM CurrentFocusCostAndUsage;
