import { Users } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/allocation",
  texts: defineTexts({ title: "Allocation" }, { title: "成本归属" }),
  icon: Users,
  section: "costs",
  order: 5,
  heeds: ["period"],
  load: () => import("./view"),
});
