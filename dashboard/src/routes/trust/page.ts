import { ShieldCheck } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/trust",
  texts: defineTexts({ title: "Trust" }, { title: "可信度" }),
  icon: ShieldCheck,
  section: "trust",
  order: 1,
  heeds: ["period"],
  load: () => import("./view"),
});
