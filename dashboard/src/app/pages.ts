import { type Page, sections } from "./page";

const found = import.meta.glob<{ readonly default: Page }>("../routes/*/page.ts", { eager: true });

/** Every page, in the order of the navigation. */
export const pages: readonly Page[] = Object.values(found)
  .map((module) => module.default)
  .sort((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section) || a.order - b.order);
