/** SQL: the charge corrects a closed billing period; FOCUS asks less of such charges. Never null. */
export const isCorrection = "(ifNull(ChargeClass, '') = 'Correction')";
