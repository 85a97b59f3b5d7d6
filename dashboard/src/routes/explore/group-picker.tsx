import { type ReactNode, useState } from "react";
import { useAnswer } from "../../api/use-answer";
import { useView } from "../../app/use-view";
import { dimensions } from "../../app/view-state";
import { Button } from "../../components/ui/button";
import { Select } from "../../components/ui/select";
import { TextField } from "../../components/ui/text-field";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { exploreTexts } from "./texts";

/** By what the cost is divided: a dimension, or the values of a tag. */
export function GroupPicker(): ReactNode {
  const texts = useTexts(exploreTexts);
  const common = useTexts(commonTexts);
  const { view, go } = useView();
  const [isTag, setIsTag] = useState(false);
  const [key, setKey] = useState("");
  const tags = useAnswer(
    "/api/tag-keys",
    isTag ? { from: view.from, to: view.to, limit: 200, ...(view.account === null ? {} : { billing_account: view.account }) } : null,
  );
  const listed = ["billing_account", ...dimensions, ...(view.group.startsWith("tag:") ? [view.group] : [])];
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Select
        label={texts.groupBy}
        value={isTag ? "tag" : view.group}
        options={[...listed.map((field) => ({ value: field, label: fieldName(field, common) })), { value: "tag", label: texts.tagKey }]}
        onChange={(group) => {
          setIsTag(group === "tag");
          if (group !== "tag") go({ group, sort: null });
        }}
      />
      {isTag ? (
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (key.trim() === "") return;
            setIsTag(false);
            go({ group: `tag:${key.trim()}`, sort: null });
          }}
        >
          <TextField
            label={texts.tagKeyLabel}
            value={key}
            isRequired
            suggestions={[...new Set((tags.data?.data ?? []).map((tag) => tag.key))]}
            onChange={setKey}
          />
          <Button type="submit">{texts.show}</Button>
        </form>
      ) : null}
    </div>
  );
}
