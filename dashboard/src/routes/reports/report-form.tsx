import { type ReactNode, useState } from "react";
import { listedOf, textOf } from "../../api/read-value";
import { useOrder, usePosted } from "../../api/use-operation";
import { Button } from "../../components/ui/button";
import { Drawer } from "../../components/ui/drawer";
import { OrderFailure } from "../../components/ui/order-failure";
import { Select } from "../../components/ui/select";
import { TextField } from "../../components/ui/text-field";
import { useTexts } from "../../i18n/preferences";
import { reportsPath } from "./reports";
import { reportsTexts } from "./texts";

const readyReports = ["month-end", "chargeback", "what-changed", "data-quality", "commitments", "budget-variance", "anomalies"] as const;
const alerts = {
  "all-alerts": ["budget-passed", "budget-forecast", "anomaly", "late-data", "abandoned-month"],
  "budget-alerts": ["budget-passed", "budget-forecast"],
  "data-alerts": ["late-data", "abandoned-month"],
} as const;
const alertKinds = ["all-alerts", "budget-alerts", "data-alerts"] as const;
const formats = ["html", "pdf", "csv", "parquet"] as const;
const languages = ["en", "zh"] as const;
const months = ["last-month", "this-month"] as const;
const destinationKinds = ["email", "folder", "webhook"] as const;
const forms = ["slack", "teams", "feishu", "dingtalk", "json"] as const;

/** A report as it stands in the form. */
interface Draft {
  readonly name: string;
  /** A ready report, an alert, or `view:` and the id of a view. */
  readonly subject: string;
  readonly month: (typeof months)[number];
  readonly format: (typeof formats)[number];
  readonly language: (typeof languages)[number];
  readonly schedule: string;
  readonly kind: (typeof destinationKinds)[number];
  readonly to: string;
  readonly path: string;
  readonly form: (typeof forms)[number];
  readonly url: string;
}

const empty: Draft = {
  name: "",
  subject: "month-end",
  month: "last-month",
  format: "html",
  language: "en",
  schedule: "0 6 5 * *",
  kind: "email",
  to: "",
  path: "data/reports",
  form: "slack",
  url: "ABI_SECRET_REPORT_",
};

const readViews = listedOf((row) => ({ id: textOf(row, "id"), name: textOf(row, "name") }));

/** A new report: what it tells, in which format, when and where to. */
export function ReportForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useTexts(reportsTexts);
  const [draft, setDraft] = useState(empty);
  const order = useOrder(reportsPath, () => null);
  const views = usePosted("/views", { operation: "list" }, readViews);
  const put =
    <Name extends keyof Draft>(name: Name) =>
    (value: Draft[Name]): void => {
      setDraft((before) => ({ ...before, [name]: value }));
    };
  const isAlert = alertKinds.some((kind) => kind === draft.subject);
  const subjects = [
    ...readyReports.map((report) => ({ value: report, label: texts[report] })),
    ...alertKinds.map((kind) => ({ value: kind, label: texts[kind] })),
    ...(views.data?.data ?? []).map(({ id, name }) => ({ value: `view:${id}`, label: texts.viewOf(name) })),
  ];
  return (
    <Drawer title={texts.new} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          order.mutate(bodyOf(draft), { onSuccess: onClose });
        }}
      >
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2">
          <TextField label={texts.name} value={draft.name} isRequired onChange={put("name")} />
          <Select label={texts.subject} value={draft.subject} options={subjects} onChange={put("subject")} />
          {readyReports.some((report) => report === draft.subject) ? (
            <Select
              label={texts.month}
              value={draft.month}
              options={months.map((month) => ({ value: month, label: month === "last-month" ? texts.lastMonth : texts.thisMonth }))}
              onChange={put("month")}
            />
          ) : null}
          {isAlert ? null : (
            <Select
              label={texts.format}
              value={draft.format}
              options={formats.map((format) => ({ value: format, label: format.toUpperCase() }))}
              onChange={put("format")}
            />
          )}
          <Select
            label={texts.language}
            value={draft.language}
            options={languages.map((language) => ({ value: language, label: language === "en" ? texts.english : texts.chinese }))}
            onChange={put("language")}
          />
          <TextField label={texts.schedule} value={draft.schedule} onChange={put("schedule")} hint={texts.scheduleHint} />
          <Select
            label={texts.kind}
            value={draft.kind}
            options={destinationKinds.map((kind) => ({ value: kind, label: texts[kind] }))}
            onChange={put("kind")}
          />
          <DestinationFields draft={draft} put={put} />
        </div>
        <OrderFailure error={order.error} />
        <Button type="submit" kind="primary" disabled={order.isPending}>
          {texts.save}
        </Button>
      </form>
    </Drawer>
  );
}

function DestinationFields({
  draft: { kind, to, path, form, url },
  put,
}: {
  readonly draft: Draft;
  readonly put: <Name extends keyof Draft>(name: Name) => (value: Draft[Name]) => void;
}): ReactNode {
  const texts = useTexts(reportsTexts);
  switch (kind) {
    case "email":
      return <TextField label={texts.to} value={to} isRequired onChange={put("to")} hint={texts.toHint} />;
    case "folder":
      return <TextField label={texts.path} value={path} isRequired onChange={put("path")} />;
    case "webhook":
      return (
        <>
          <Select
            label={texts.form}
            value={form}
            options={forms.map((one) => ({ value: one, label: one === "json" ? texts.json : formNames[one] }))}
            onChange={put("form")}
          />
          <TextField label={texts.url} value={url} isRequired onChange={put("url")} hint={texts.urlHint} />
        </>
      );
  }
}

const formNames = { slack: "Slack", teams: "Teams", feishu: "Feishu", dingtalk: "DingTalk" } as const;

/** The draft as POST /operations/reports takes it. */
function bodyOf({ name, subject, month, format, language, schedule, ...destination }: Draft): object {
  const alert = alertKinds.find((kind) => kind === subject);
  const what =
    alert !== undefined
      ? { kind: "alert", causes: alerts[alert] }
      : subject.startsWith("view:")
        ? { kind: "view", view: subject.slice("view:".length) }
        : { kind: "ready", report: subject, month };
  return {
    operation: "save",
    name: name.trim(),
    what,
    format: alert === undefined ? format : "html",
    language,
    schedule: schedule.trim(),
    destinations: [destinationOf(destination)],
  };
}

function destinationOf({ kind, to, path, form, url }: Pick<Draft, "kind" | "to" | "path" | "form" | "url">): object {
  switch (kind) {
    case "email":
      return { kind, to: to.split(/[\s,;]+/).filter((address) => address !== "") };
    case "folder":
      return { kind: "objects", location: { kind: "folder", path: path.trim() } };
    case "webhook":
      return { kind, form, url: { env: url.trim() } };
  }
}
