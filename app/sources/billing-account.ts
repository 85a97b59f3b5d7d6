import { z } from "zod";

/** The name of a billing account or profile of Azure, as it stands in addresses: the field of a configuration. */
export const billingName = z.string().regex(/^[\w:.-]{1,128}$/, "may have letters, digits, _ : . and - only");

/** The account under which charges are kept: the field of a configuration. */
export const keptAccount = z.string().regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only");

/** Whether a configuration says under which account its records are kept: an enrollment number can be it, and the id of a customer agreement cannot. */
export function saysAccount({
  billingAccount,
  account,
}: {
  readonly billingAccount: string;
  readonly account?: string | undefined;
}): boolean {
  return account !== undefined || /^[\w-]{1,64}$/.test(billingAccount);
}

/** What is wrong with a configuration that does not. */
export const accountMissing = { path: ["account"], message: "is required: the billing account is not an enrollment number" };
