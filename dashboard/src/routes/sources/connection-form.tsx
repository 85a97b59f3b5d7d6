import { type ReactNode, useState } from "react";
import { AskError, type Fault } from "../../api/ask";
import { useOrder } from "../../api/use-operation";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { OrderFailure } from "../../components/ui/order-failure";
import { TextField } from "../../components/ui/text-field";
import { useTexts } from "../../i18n/preferences";
import { type CatalogEntry, type Connection, readConnections, sourcesPath } from "./connections";
import { draftOf, type FormDraft, sealedValues, UnreadableField, valueOf } from "./form-draft";
import { formFieldOf } from "./form-field";
import { FormMembers, type FormState } from "./form-fields";
import { sourcesTexts } from "./texts";

/** The settings of a connection, asked for by the schema of its source. What the API refuses stands at its field. */
export function ConnectionForm({
  source,
  connection = null,
  onSaved,
}: {
  readonly source: CatalogEntry;
  /** The one that gets other settings; null for a new one. */
  readonly connection?: Connection | null;
  readonly onSaved: (id: string) => void;
}): ReactNode {
  const texts = useTexts(sourcesTexts);
  const field = formFieldOf(source.schema);
  const [id, setId] = useState(connection?.id ?? "");
  const [every, setEvery] = useState(connection?.everyMinutes ?? "");
  const [draft, setDraft] = useState<FormDraft>(() => draftOf(field, connection?.config));
  const [unreadable, setUnreadable] = useState<UnreadableField | null>(null);
  const order = useOrder(sourcesPath, readConnections);
  const refused = order.error instanceof AskError ? order.error : null;
  const faults = faultsByField(refused, unreadable);
  const form: FormState = {
    draft,
    faults,
    say: (path, text) => {
      setDraft((before) => new Map([...before, [path, text]]));
    },
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        try {
          const config = valueOf(field, draft, "") ?? {};
          setUnreadable(null);
          const everyMinutes = /^\d{1,6}$/.test(every) ? { everyMinutes: Number.parseInt(every, 10) } : {};
          order.mutate(
            { operation: "add", id: id.trim(), source: source.id, config, secrets: sealedValues(draft), ...everyMinutes },
            {
              onSuccess: () => {
                onSaved(id.trim());
              },
            },
          );
        } catch (error) {
          if (!(error instanceof UnreadableField)) throw error;
          setUnreadable(error);
        }
      }}
    >
      <Card title={texts.settings} hint={texts.saveHint}>
        <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] items-start gap-3 sm:grid-cols-2">
          {connection === null ? (
            <TextField label={texts.id} value={id} isRequired hint={texts.idHint} fault={faults.get("id")} onChange={setId} />
          ) : null}
          <TextField
            label={texts.everyMinutes}
            type="number"
            value={every}
            hint={texts.usual(source.everyMinutes)}
            fault={faults.get("everyMinutes")}
            onChange={setEvery}
          />
          <FormMembers field={field} path="" form={form} />
        </div>
        <div className="mt-4 grid max-w-4xl gap-3">
          <OrderFailure error={order.error} />
          <div>
            <Button type="submit" kind="primary" disabled={order.isPending}>
              {texts.save}
            </Button>
          </div>
        </div>
      </Card>
    </form>
  );
}

/** What is wrong with what, by the path of the field: members of the configuration without `config.`, the others by their name. */
function faultsByField(refused: AskError | null, unreadable: UnreadableField | null): ReadonlyMap<string, string> {
  if (unreadable !== null) return new Map([[unreadable.path, unreadable.message]]);
  if (refused === null) return new Map();
  const { faults = [], parameter, allowed = [] } = refused.details;
  const whole: readonly Fault[] =
    faults.length > 0 || parameter === undefined
      ? faults
      : [{ path: parameter, message: allowed.length === 0 ? refused.message : allowed.join(", ") }];
  return new Map(whole.map(({ path, message }) => [path.replace(/^config\./, ""), message]));
}
