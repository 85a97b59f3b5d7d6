import { Outlet, useLocation } from "@tanstack/react-router";
import { LogOut, Menu } from "lucide-react";
import { type ReactNode, Suspense, useState, useSyncExternalStore } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { session } from "../api/session";
import { Button } from "../components/ui/button";
import { Select } from "../components/ui/select";
import { commonTexts } from "../i18n/common-texts";
import type { Language } from "../i18n/language";
import { type Theme, usePreferences, useTexts } from "../i18n/preferences";
import { FilterBar } from "./filter-bar";
import { NewReading } from "./new-reading";
import type { Page } from "./page";
import { pages } from "./pages";
import { PrintHeading } from "./print-heading";
import { Shortcuts } from "./shortcuts";
import { StackNotice } from "./stack-notice";
import { ViewBar } from "./view-bar";
import { PageLink } from "./use-view";

/** What every page stands in: navigation, preferences, and the bar of what is looked at. */
export function Shell(): ReactNode {
  const texts = useTexts(commonTexts);
  const { pathname } = useLocation();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const page = pages.find(({ path }) => path === pathname || `${path}/` === pathname);
  const isMenuOpen = openedAt === pathname;
  return (
    <div className="min-h-screen lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
      <a href="#content" className="sr-only focus:not-sr-only focus:fixed focus:z-50 focus:m-2 focus:rounded focus:bg-card focus:p-2">
        {texts.skip}
      </a>
      <header className="no-print border-line bg-card max-lg:border-b lg:sticky lg:top-0 lg:flex lg:h-screen lg:flex-col lg:overflow-y-auto lg:border-e">
        <div className="flex items-center justify-between gap-2 p-4">
          <PageLink to="/" className="flex items-center gap-2 font-semibold">
            <img src="/ui/icon.svg" alt="" className="size-7" />
            <span>{texts.product}</span>
          </PageLink>
          <Button
            className="lg:hidden"
            aria-expanded={isMenuOpen}
            aria-controls="navigation"
            onClick={() => {
              setOpenedAt(isMenuOpen ? null : pathname);
            }}
          >
            <Menu aria-hidden className="size-4" />
            {texts.menu}
          </Button>
        </div>
        <div id="navigation" className={`${isMenuOpen ? "" : "max-lg:hidden"} flex flex-1 flex-col`}>
          <nav aria-label={texts.pages} className="flex-1 px-2 pb-4">
            <ul className="space-y-0.5">
              {pages.map((one, index) => (
                <li
                  key={one.path}
                  className={index > 0 && pages[index - 1]?.section !== one.section ? "mt-2 border-t border-line pt-2" : ""}
                >
                  <NavigationLink page={one} isCurrent={one === page} />
                </li>
              ))}
            </ul>
          </nav>
          <PreferencesForm page={page} />
        </div>
      </header>
      <div className="min-w-0">
        {page === undefined || page.heeds.length === 0 ? null : (
          <section aria-label={texts.lookedAt}>
            <ViewBar heeds={page.heeds} />
            {page.heeds.includes("filters") ? <FilterBar /> : null}
          </section>
        )}
        <main id="content" className="mx-auto max-w-[100rem] p-4 lg:p-6">
          <StackNotice />
          {page?.heeds.includes("period") === true ? (
            <>
              <NewReading />
              <PrintHeading />
            </>
          ) : null}
          <Suspense fallback={<div className="h-96 appear-late animate-pulse rounded bg-soft" />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  );
}

function NavigationLink({ page, isCurrent }: { readonly page: Page; readonly isCurrent: boolean }): ReactNode {
  const { title } = useTexts(page.texts);
  const Icon = page.icon;
  return (
    <PageLink
      to={page.path}
      className={`flex min-h-7 items-center gap-2.5 rounded px-3 py-1 text-sm max-lg:min-h-9 hover:bg-soft ${isCurrent ? "bg-soft font-semibold text-accent" : "text-ink"}`}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {title}
    </PageLink>
  );
}

function PreferencesForm({ page }: { readonly page: Page | undefined }): ReactNode {
  const texts = useTexts(commonTexts);
  const { language, theme, exact, change } = usePreferences();
  const isSignedIn = useSyncExternalStore(session.subscribe, session.state) === "signed-in";
  const queries = useQueryClient();
  const languages: readonly { readonly value: Language; readonly label: string }[] = [
    { value: "en", label: "English" },
    { value: "zh", label: "中文" },
  ];
  const themes: readonly { readonly value: Theme; readonly label: string }[] = [
    { value: "system", label: texts.system },
    { value: "light", label: texts.light },
    { value: "dark", label: texts.dark },
  ];
  return (
    <div className="space-y-2 border-t border-line p-4">
      <label className="flex min-h-[24px] items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={exact}
          onChange={(event) => {
            change({ exact: event.target.checked });
          }}
        />
        {texts.exactDigits}
      </label>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <Select
          label={texts.language}
          value={language}
          options={languages}
          onChange={(value) => {
            change({ language: value });
          }}
        />
        <Select
          label={texts.theme}
          value={theme}
          options={themes}
          onChange={(value) => {
            change({ theme: value });
          }}
        />
      </div>
      <Shortcuts page={page} />
      {isSignedIn ? (
        <Button
          kind="quiet"
          onClick={() => {
            queries.clear();
            session.signOut();
          }}
        >
          <LogOut aria-hidden className="size-4" />
          {texts.signOut}
        </Button>
      ) : null}
    </div>
  );
}
