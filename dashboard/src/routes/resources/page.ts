import { Boxes } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/resources",
  texts: defineTexts({ title: "Resources" }, { title: "资源" }),
  icon: Boxes,
  section: "costs",
  order: 4,
  heeds: ["period", "filters"],
  load: () => import("./view"),
});
