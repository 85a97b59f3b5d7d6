import type { ReactNode } from "react";
import { Select } from "../components/ui/select";
import { TextField } from "../components/ui/text-field";
import { useScope } from "./use-scope";

/** Fields of something new that belongs to a billing account, such as a target: its id, and whose it is. */
export function NewOfAccount({
  id,
  account,
  texts,
  faultOf,
  onId,
  onAccount,
}: {
  readonly id: string;
  readonly account: string;
  readonly texts: { readonly id: string; readonly idHint: string; readonly billingAccount: string };
  readonly faultOf: (field: string) => string | undefined;
  readonly onId: (id: string) => void;
  readonly onAccount: (account: string) => void;
}): ReactNode {
  const { accounts } = useScope();
  const known = [...new Set([...accounts, account])].filter((one) => one !== "");
  return (
    <>
      <TextField label={texts.id} value={id} isRequired onChange={onId} hint={texts.idHint} fault={faultOf("id")} />
      <Select
        label={texts.billingAccount}
        value={account}
        options={known.map((one) => ({ value: one, label: one }))}
        onChange={onAccount}
      />
    </>
  );
}
