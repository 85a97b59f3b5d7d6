import { Bookmark } from "lucide-react";
import { type ReactNode, useState } from "react";
import { SaveView } from "../../app/save-view";
import { exploreQuestion, movingMonth } from "../../app/saved-question";
import { useView } from "../../app/use-view";
import { Button } from "../../components/ui/button";
import { Drawer } from "../../components/ui/drawer";
import { useTexts } from "../../i18n/preferences";
import { exploreTexts } from "./texts";

/** Keeps what the page shows as a view. */
export function SaveButton(): ReactNode {
  const texts = useTexts(exploreTexts);
  const { view, now } = useView();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <Bookmark aria-hidden className="size-4" />
        {texts.save}
      </Button>
      {isOpen ? (
        <Drawer
          title={texts.save}
          onClose={() => {
            setIsOpen(false);
          }}
        >
          <SaveView questionOf={(moves) => exploreQuestion(view, moves)} moving={movingMonth(view, now)} />
        </Drawer>
      ) : null}
    </>
  );
}
