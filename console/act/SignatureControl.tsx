import { useEffect, useRef, useState } from 'react';
import SignaturePad from 'signature_pad';
import { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { errorClass } from '../look/fields.js';
import { Sheet } from '../look/dialog.js';
import { useWords } from '../words/words.js';
import { FilesControl, type FilesProps } from './FilesControl.js';
import { useHandIn } from './hand-in.js';

/** A signature: written on the screen by whoever signs, or a photo of one on paper. */
export function SignatureControl(props: FilesProps) {
  const { t } = useWords();
  const { value, onChange, field } = props;
  const { take } = useHandIn();
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState<string>();
  const keep = async (drawn: Blob) => {
    setFault(undefined);
    try {
      onChange([...value, await take(new File([drawn], `${field.name}.png`, { type: 'image/png' }), true)]);
      setOpen(false);
    } catch (error) {
      setFault(error instanceof Problem ? problemText(error, t) : t.act.fileUnreadable);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <FilesControl {...props} />
      <Button className="min-h-11 w-fit" isDisabled={value.length >= (field.max ?? 20)} onPress={() => setOpen(true)}>
        {t.act.signHere}
      </Button>
      <Sheet side title={props.label} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Pad onSigned={(drawn) => void keep(drawn)} />
        {fault && <p className={errorClass}>{fault}</p>}
      </Sheet>
    </div>
  );
}

/** The pad, as wide as the window; black on white whatever the page's colours are, as it goes onto paper. */
function Pad({ onSigned }: { onSigned: (drawn: Blob) => void }) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad>(null);
  const [isEmpty, setEmpty] = useState(true);
  useEffect(() => {
    const shown = canvas.current!;
    const made = new SignaturePad(shown, { backgroundColor: '#fff', penColor: '#000', minWidth: 1, maxWidth: 3 });
    pad.current = made;
    // What was drawn is drawn again where the phone is turned.
    const fit = () => {
      const scale = Math.max(devicePixelRatio, 1);
      const strokes = made.toData();
      shown.width = shown.offsetWidth * scale;
      shown.height = shown.offsetHeight * scale;
      shown.getContext('2d')!.scale(scale, scale);
      made.clear();
      made.fromData(strokes);
    };
    fit();
    const sizes = new ResizeObserver(fit);
    sizes.observe(shown);
    made.addEventListener('endStroke', () => setEmpty(made.isEmpty()));
    return () => {
      sizes.disconnect();
      made.off();
    };
  }, []);
  const done = () =>
    canvas.current!.toBlob((drawn) => {
      if (drawn) onSigned(drawn);
    }, 'image/png');
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{t.act.signAbout}</p>
      <canvas
        ref={canvas}
        role="img"
        aria-label={t.act.signHere}
        className="h-64 w-full touch-none rounded-md border-2 border-edge bg-white"
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" className="min-h-11 flex-1" isDisabled={isEmpty} onPress={done}>
          {t.act.signDone}
        </Button>
        <Button
          className="min-h-11"
          onPress={() => {
            pad.current?.clear();
            setEmpty(true);
          }}
        >
          {t.act.signAnew}
        </Button>
      </div>
    </div>
  );
}
