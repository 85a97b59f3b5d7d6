import type { ReactNode } from "react";
import { flagOf, listedOf, textOf, textOrNull } from "../../api/read-value";
import { listedRows } from "../../api/rows-file";
import { useOpenAnswer } from "../../api/use-operation";
import { PageFrame } from "../../app/page-frame";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { DownloadButtons } from "../../components/ui/download-buttons";
import { ServerText } from "../../components/ui/server-text";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { inLanguage } from "../../i18n/server-text";
import { settingTexts } from "./setting-texts";
import { settingsTexts } from "./texts";

const readSettings = listedOf((row) => ({
  section: textOf(row, "section"),
  name: textOf(row, "name"),
  value: textOrNull(row, "value"),
  source: textOf(row, "source"),
  isSecret: flagOf(row, "secret"),
  meaning: textOf(row, "meaning"),
}));
type Setting = ReturnType<typeof readSettings>["data"][number];

/** The effective configuration, by section. Read-only. */
export default function Settings(): ReactNode {
  const texts = useTexts(settingsTexts);
  const { language } = usePreferences();
  const settings = useOpenAnswer("/operations/settings", {}, readSettings);
  return (
    <PageFrame title={texts.title} actions={<DownloadButtons file={listedRows("settings", "/operations/settings")} title={texts.title} />}>
      <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
      <AnswerView query={settings} height="min-h-96">
        {({ data }) => (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            {[...new Set(data.map(({ section }) => section))].map((section) => (
              <Card key={section} title={inLanguage(section, settingTexts, language)}>
                <DataTable
                  caption={inLanguage(section, settingTexts, language)}
                  height=""
                  rows={data.filter((setting) => setting.section === section)}
                  keyOf={({ name }) => name}
                  columns={[
                    {
                      key: "name",
                      header: texts.name,
                      className: "w-80 min-w-64",
                      cell: ({ name }) => <code className="text-xs break-all">{name}</code>,
                    },
                    { key: "value", header: texts.value, className: "w-56 min-w-40", cell: (row) => <SettingValue setting={row} /> },
                    {
                      key: "source",
                      header: texts.source,
                      className: "w-40 whitespace-nowrap",
                      cell: ({ source }) => sourceName(source, texts),
                    },
                    {
                      key: "meaning",
                      header: texts.meaning,
                      className: "min-w-64",
                      cell: ({ meaning }) => <ServerText text={meaning} dictionary={settingTexts} />,
                    },
                  ]}
                />
              </Card>
            ))}
          </div>
        )}
      </AnswerView>
    </PageFrame>
  );
}

function SettingValue({ setting: { value, isSecret } }: { readonly setting: Setting }): ReactNode {
  const texts = useTexts(settingsTexts);
  if (isSecret) return <span className={value === "set" ? "text-less" : "text-muted"}>{value === "set" ? texts.set : texts.notSet}</span>;
  return value === null || value === "" ? (
    <span className="text-muted">{texts.notSet}</span>
  ) : (
    <code className="text-xs break-all">{value}</code>
  );
}

function sourceName(source: string, texts: typeof settingsTexts.en): string {
  switch (source) {
    case "environment":
    case "default":
    case "moose":
      return texts[source];
    default:
      return texts.nowhere;
  }
}
