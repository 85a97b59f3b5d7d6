/**
 * The configuration for the engine: Moose's own, so that macros, caches and the log are as it wants them, with one change. Users come from
 * our file, because chDB logs in as `default` (see engineUsersXml) and reads no other access storage than a users file.
 */
export function engineConfigXml(serverConfigXml: string, usersFile: string): string {
  const without = serverConfigXml
    .replaceAll(/<users_config>[\s\S]*?<\/users_config>/g, "")
    .replaceAll(/<user_directories>[\s\S]*?<\/user_directories>/g, "");
  const end = without.lastIndexOf("</");
  return `${without.slice(0, end)}<users_config>${escapeXml(usersFile)}</users_config>\n${without.slice(end)}`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
