/**
 * The engine's own users file. chDB always logs in as `default` without a password, so that user must exist and may do everything;
 * `access_management` lets it read `system.row_policies`, as Moose does. Who may connect is checked before, against Moose's file.
 */
export function engineUsersXml(): string {
  return `<?xml version="1.0"?>
<clickhouse>
  <users>
    <default>
      <password></password>
      <networks><ip>::/0</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <access_management>1</access_management>
      <named_collection_control>1</named_collection_control>
    </default>
  </users>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
</clickhouse>
`;
}
