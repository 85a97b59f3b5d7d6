import { ReceiptText } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/charges",
  texts: defineTexts({ title: "Charges" }, { title: "费用明细" }),
  icon: ReceiptText,
  section: "costs",
  order: 3,
  heeds: ["period", "filters"],
  load: () => import("./view"),
});
