import { Leaf } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/emissions",
  texts: defineTexts({ title: "Emissions" }, { title: "碳排放" }),
  icon: Leaf,
  section: "costs",
  order: 4.8,
  heeds: ["period"],
  load: () => import("./view"),
});
