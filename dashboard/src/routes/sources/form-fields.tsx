import type { ReactNode } from "react";
import { Select } from "../../components/ui/select";
import { TextField } from "../../components/ui/text-field";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { inLanguage } from "../../i18n/server-text";
import type { FormDraft } from "./form-draft";
import { pathOf } from "./form-draft";
import type { FormField, FormMember } from "./form-field";
import { sourceTexts } from "./source-texts";
import { sourcesTexts } from "./texts";

export interface FormState {
  readonly draft: FormDraft;
  /** By path. */
  readonly faults: ReadonlyMap<string, string>;
  readonly say: (path: string, text: string) => void;
}

/** The fields of a group, those that must be given first. Constants are no fields. */
export function FormMembers({
  field,
  path,
  form,
}: {
  readonly field: FormField;
  readonly path: string;
  readonly form: FormState;
}): ReactNode {
  if (field.kind !== "group") return null;
  return field.members.map((member) => <FormMemberField key={member.name} member={member} path={pathOf(path, member.name)} form={form} />);
}

function FormMemberField({
  member: { field, isRequired, fallback, title, description },
  path,
  form,
}: {
  readonly member: FormMember;
  readonly path: string;
  readonly form: FormState;
}): ReactNode {
  const texts = useTexts(sourcesTexts);
  const { language } = usePreferences();
  const label = inLanguage(title, sourceTexts, language);
  const fault = form.faults.get(path);
  const usual =
    fallback === undefined || fallback === "" ? undefined : texts.usual(typeof fallback === "string" ? fallback : JSON.stringify(fallback));
  const text = {
    label,
    value: form.draft.get(path) ?? "",
    fault,
    hint: <Hint description={description} usual={usual} />,
    isRequired,
    onChange: (value: string) => {
      form.say(path, value);
    },
  };
  const chosen = (name: string, values: readonly string[], otherwise: string, nameOf: (value: string) => string): ReactNode => (
    <div>
      <Select
        label={isRequired ? `${name} *` : name}
        value={text.value}
        options={[{ value: "", label: otherwise }, ...values.map((value) => ({ value, label: nameOf(value) }))]}
        onChange={text.onChange}
      />
      {fault === undefined ? null : <p className="text-xs text-more">{fault}</p>}
      <Hint description={description} usual={undefined} />
    </div>
  );
  const none = isRequired ? texts.choose : (usual ?? texts.notSet);
  switch (field.kind) {
    case "constant":
      return null;
    case "group":
      return (
        <Group legend={label} description={description} fault={fault}>
          <FormMembers field={field} path={path} form={form} />
        </Group>
      );
    case "choice": {
      const option = field.options.find((one) => one.name === text.value);
      const listed = field.options.map((one) => one.name);
      return (
        <Group legend={label} description="" fault={undefined}>
          {chosen(texts.kind, listed, none, (value) =>
            inLanguage(field.options.find(({ name: of }) => of === value)?.title ?? value, sourceTexts, language),
          )}
          {option === undefined ? null : (
            <>
              {option.description === "" ? null : (
                <div className="self-end">
                  <Hint description={option.description} usual={undefined} />
                </div>
              )}
              <FormMembers field={option.group} path={path} form={form} />
            </>
          )}
        </Group>
      );
    }
    case "secret":
      return (
        <Group legend={label} description={description} fault={fault}>
          <TextField
            label={texts.secretName}
            value={form.draft.get(`${path}.env`) ?? ""}
            isRequired={isRequired}
            placeholder="ABI_SECRET_…"
            fault={form.faults.get(`${path}.env`)}
            hint={texts.secretNameHint}
            onChange={(value) => {
              form.say(`${path}.env`, value);
            }}
          />
          <TextField
            label={texts.secretValue}
            type="password"
            value={form.draft.get(`${path}.env=`) ?? ""}
            hint={texts.secretValueHint}
            onChange={(value) => {
              form.say(`${path}.env=`, value);
            }}
          />
        </Group>
      );
    case "one-of":
      return chosen(label, field.values, none, (value) => value);
    case "flag":
      return chosen(label, ["true", "false"], none, (value) => (value === "true" ? texts.yes : texts.no));
    case "number":
    case "text":
      return <TextField {...text} />;
    case "lines":
      return <TextField {...text} lines={3} hint={<Hint description={description} usual={texts.lines} />} />;
    case "json":
      return <TextField {...text} lines={6} hint={<Hint description={description} usual={texts.json} />} />;
  }
}

/** What a field is, in the words of the source, and what holds when nothing is written. */
function Hint({ description, usual }: { readonly description: string; readonly usual: string | undefined }): ReactNode {
  const { language } = usePreferences();
  const own = inLanguage(description, sourceTexts, language);
  return (
    <span className="block text-xs text-muted">
      {description === "" ? null : own === description ? <span lang="en">{sentence(description)} </span> : own}
      {usual}
    </span>
  );
}

/** Descriptions go on from the title: `of the bucket`. An address in front stays as it is. */
function sentence(description: string): string {
  const first = /^\w+:\/\//.test(description) ? description.slice(0, 1) : description.slice(0, 1).toUpperCase();
  return `${first}${description.slice(1)}${/[.…]$/.test(description) ? "" : "."}`;
}

function Group({
  legend,
  description,
  fault,
  children,
}: {
  readonly legend: string;
  readonly description: string;
  readonly fault: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <fieldset className="col-span-full grid grid-cols-[minmax(0,1fr)] gap-3 rounded border border-line p-3 sm:grid-cols-2">
      <legend className="px-1 text-sm font-medium">{legend}</legend>
      {description === "" ? null : (
        <div className="col-span-full">
          <Hint description={description} usual={undefined} />
        </div>
      )}
      {fault === undefined ? null : <p className="col-span-full text-xs text-more">{fault}</p>}
      {children}
    </fieldset>
  );
}
