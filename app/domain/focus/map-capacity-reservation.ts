/**
 * SQL: CapacityReservationId and its status. A row of the reservation itself is what nobody used of it, and its own id stands in where Azure does not
 * repeat it. TSV row `additionalInfo.VMCapacityReservationId`: "Used, or Unused when type = capacityreservationgroups/capacityreservations".
 */
export function mapCapacityReservation(
  info: string,
  resourceType: string,
  resourceId: string,
): { readonly CapacityReservationId: string; readonly CapacityReservationStatus: string } {
  const isUnused = `${resourceType} = 'microsoft.compute/capacityreservationgroups/capacityreservations'`;
  const id = `${info}['vmcapacityreservationid']`;
  return {
    CapacityReservationId: `multiIf(${id} != '', ${id}, ${isUnused}, ${resourceId}, NULL)`,
    CapacityReservationStatus: `multiIf(${isUnused}, 'Unused', ${id} != '', 'Used', NULL)`,
  };
}
