import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { Texts } from "../i18n/language";

/** A page of the dashboard. `routes/<name>/page.ts` has one as its default export, and is found by its place. */
export interface Page {
  /** Below /ui: `/`, `/explore`. */
  readonly path: string;
  readonly texts: Texts<{ readonly title: string }>;
  readonly icon: LucideIcon;
  /** Under which heading of the navigation, and its place there. */
  readonly section: Section;
  readonly order: number;
  /** Which parts of the bar above it the page heeds: the others are not shown. */
  readonly heeds: readonly ("period" | "metric" | "filters")[];
  /** The page itself, read when it is first opened: `() => import("./view")`. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

export const sections = ["costs", "trust", "operate"] as const;
export type Section = (typeof sections)[number];

export function definePage(page: Page): Page {
  return page;
}
