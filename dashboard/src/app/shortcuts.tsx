import { Dialog } from "@base-ui/react/dialog";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "../components/ui/button";
import { commonTexts } from "../i18n/common-texts";
import { defineTexts } from "../i18n/language";
import { type Preferences, usePreferences, useTexts } from "../i18n/preferences";
import { filterPickerId } from "./filter-picker";
import type { Page } from "./page";
import { pages } from "./pages";
import { parseAddress, useView } from "./use-view";
import { writeView } from "./view-state";

const texts = defineTexts(
  {
    title: "Keyboard shortcuts",
    list: "This list",
    next: "The next page",
    previous: "The page before",
    filter: "Filter",
    digits: "All digits, or those of the currency",
    language: "English or Chinese",
    theme: "Light or dark",
    isOn: "Single keys are shortcuts",
    isOnHint: "When it is off, this list opens from the corner below the pages only.",
  },
  {
    title: "键盘快捷键",
    list: "此列表",
    next: "下一页",
    previous: "上一页",
    filter: "筛选",
    digits: "全部小数，或币种的小数",
    language: "英文或中文",
    theme: "浅色或深色",
    isOn: "单个按键作为快捷键",
    isOnHint: "关闭后，只能从页面下方的角落打开此列表。",
  },
);

const keys = { "?": "list", j: "next", k: "previous", "/": "filter", d: "digits", l: "language", t: "theme" } as const;
type Deed = (typeof keys)[keyof typeof keys];

function deedOf(key: string): Deed | null {
  return Object.entries(keys).find(([one]) => one === key)?.[1] ?? null;
}

/** Single keys that do something anywhere but in a field or a dialog, and the list of them. They can be switched off (WCAG 2.1.4). */
export function Shortcuts({ page }: { readonly page: Page | undefined }): ReactNode {
  const words = useTexts(texts);
  const common = useTexts(commonTexts);
  const preferences = usePreferences();
  const { shortcuts, change } = preferences;
  const { view, now } = useView();
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const turn = (by: number): void => {
      const next = pages[(pages.findIndex((one) => one === page) + by + pages.length) % pages.length];
      const search = parseAddress(writeView({ ...view, sort: null, open: null, tab: null }, now));
      if (next !== undefined) void navigate({ to: next.path, search });
    };
    const press = (event: KeyboardEvent): void => {
      const deed = deedOf(event.key);
      if (!shortcuts || deed === null || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      event.preventDefault();
      switch (deed) {
        case "list":
          setIsOpen(true);
          return;
        case "next":
          turn(1);
          return;
        case "previous":
          turn(-1);
          return;
        case "filter":
          document.getElementById(filterPickerId)?.click();
          return;
        case "digits":
        case "language":
        case "theme":
          change(changed(deed, preferences));
      }
    };
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", press);
    };
  }, [shortcuts, page, view, now, navigate, change, preferences]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <Dialog.Trigger className="min-h-[24px] text-sm text-accent underline underline-offset-2">{words.title}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed inset-x-4 top-[15vh] z-50 mx-auto max-h-[70vh] max-w-md overflow-auto rounded-lg border border-line bg-card p-4 text-ink shadow-xl">
          <Dialog.Title className="mb-3 text-lg font-semibold">{words.title}</Dialog.Title>
          <dl className="mb-4 grid grid-cols-[3rem_minmax(0,1fr)] gap-y-1.5 text-sm">
            {Object.entries(keys).map(([key, deed]) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="rounded border border-control px-1.5 font-mono">{key}</kbd>
                </dt>
                <dd>{words[deed]}</dd>
              </div>
            ))}
          </dl>
          <label className="flex min-h-[24px] items-center gap-2 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={shortcuts}
              onChange={(event) => {
                change({ shortcuts: event.target.checked });
              }}
            />
            {words.isOn}
          </label>
          <p className="mb-3 text-xs text-muted">{words.isOnHint}</p>
          <Button
            onClick={() => {
              setIsOpen(false);
            }}
          >
            {common.close}
          </Button>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Whether a key is meant for what has the focus, or for a dialog. */
function isBusy(target: EventTarget | null): boolean {
  return (
    (target instanceof Element && target.closest("input, select, textarea") !== null) || document.querySelector('[role="dialog"]') !== null
  );
}

function changed(deed: "digits" | "language" | "theme", { exact, language }: Preferences): Parameters<Preferences["change"]>[0] {
  switch (deed) {
    case "digits":
      return { exact: !exact };
    case "language":
      return { language: language === "en" ? "zh" : "en" };
    case "theme":
      return { theme: document.documentElement.dataset["theme"] === "dark" ? "light" : "dark" };
  }
}
