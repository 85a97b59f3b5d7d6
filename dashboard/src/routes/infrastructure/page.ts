import { Server } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/infrastructure",
  texts: defineTexts({ title: "Infrastructure" }, { title: "基础设施" }),
  icon: Server,
  section: "operate",
  order: 3,
  heeds: [],
  load: () => import("./view"),
});
