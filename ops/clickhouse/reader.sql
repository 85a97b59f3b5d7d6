-- The ClickHouse user for questions, for a server that has users (chDB has none). Run once as an administrator with the password and database of your own,
-- then set AZURE_BILLING_CLICKHOUSE_READER=billing_reader and AZURE_BILLING_CLICKHOUSE_READER_PASSWORD. Each query also says readonly = 1 and whose rows it
-- may see (additional_table_filters), so the profile must leave those two to the query: its own readonly stays 0, and what it may do is in the grants.
-- The larger numbers are those of files (format=csv, format=parquet), which are as long as the data. A profile of an earlier version is changed by
-- ALTER SETTINGS PROFILE billing_reader SETTINGS followed by the same list.
CREATE SETTINGS PROFILE IF NOT EXISTS billing_reader SETTINGS
  max_execution_time = 10 MAX 3600,
  max_result_rows = 20000 MAX 1000000000,
  max_result_bytes = 67108864 MAX 1000000000000,
  max_query_size = 8388608 MAX 268435456,
  max_rows_to_read = 1000000000 MAX 1000000000,
  max_memory_usage = 2000000000 MAX 2000000000,
  max_concurrent_queries_for_user = 16,
  max_ast_depth = 200 MAX 200,
  allow_ddl = 0 CONST,
  allow_introspection_functions = 0 CONST;

CREATE USER IF NOT EXISTS billing_reader IDENTIFIED WITH sha256_password BY '<password>' SETTINGS PROFILE 'billing_reader';

-- SELECT alone: no INSERT, no DDL, and no SOURCES, without which url(), remote(), file() and s3() are refused.
GRANT SELECT ON local.* TO billing_reader;

CREATE QUOTA IF NOT EXISTS billing_reader FOR INTERVAL 1 minute MAX queries = 6000, read_rows = 20000000000, execution_time = 600 TO billing_reader;
