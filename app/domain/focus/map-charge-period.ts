/**
 * SQL: ChargePeriodStart and ChargePeriodEnd: the day of use, from midnight to midnight. The calendar day of the bill is not shifted from China's time
 * to UTC. A charge whose day nobody could read was made somewhere in the billing period, so it gets all of it. TSV rows `date`.
 */
export function mapChargePeriod(date: string, periodStart: string, periodEnd: string): { readonly start: string; readonly end: string } {
  const day = `ifNull(${date}, toDate(0))`;
  return {
    start: `if(${date} IS NULL, ${periodStart}, toDateTime(${day}, 'UTC'))`,
    end: `if(${date} IS NULL, ${periodEnd}, toDateTime(${day} + 1, 'UTC'))`,
  };
}
