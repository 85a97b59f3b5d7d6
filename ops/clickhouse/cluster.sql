-- The profile of the user that the app writes with (MOOSE_CLICKHOUSE_CONFIG__USER), where ClickHouse has replicas. Run once as an administrator, and give it to
-- that user: ALTER USER … SETTINGS PROFILE 'billing_app', or <profile>billing_app</profile> in its users file. `npm start` refuses a user without a quorum.
-- insert_quorum: an insert is acknowledged when most replicas have it, so that the loss of one server loses nothing.
-- null_status_on_timeout: tables and views are made while a replica is away, which makes them when it is back.
CREATE SETTINGS PROFILE IF NOT EXISTS billing_app SETTINGS
  insert_quorum = 'auto',
  insert_quorum_parallel = 1,
  insert_quorum_timeout = 25000,
  distributed_ddl_task_timeout = 25,
  distributed_ddl_output_mode = 'null_status_on_timeout';
