import { CalendarClock } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/commitments",
  texts: defineTexts({ title: "Commitments" }, { title: "承诺" }),
  icon: CalendarClock,
  section: "costs",
  order: 4.5,
  heeds: ["period"],
  load: () => import("./view"),
});
