/** When the open months are read: AZURE_EA_SCHEDULE, five cron fields in UTC; 02:00 daily. Read when workflows are declared, before any settings are. */
export function extractionSchedule(): string {
  const text = process.env["AZURE_EA_SCHEDULE"] ?? "";
  if (text === "") return "0 2 * * *";
  if (!/^\S+( \S+){4}$/.test(text)) throw new Error('Unusable settings. AZURE_EA_SCHEDULE must be five cron fields, such as "0 2 * * *"');
  return text;
}
