import { focusColumns } from "../focus-columns";
import { chargeRules } from "./charge-rules";
import { columnRules } from "./column-rules";
import type { FocusRule } from "./focus-rule";
import { nullRules } from "./null-rules";
import { setRules } from "./set-rules";

/** Every executable rule of FOCUS 1.4's Cost and Usage that one snapshot can be checked against. */
export const focusRules: readonly FocusRule[] = [...focusColumns.flatMap(columnRules), ...nullRules, ...chargeRules, ...setRules];
