import { errorClass, inputClass } from '../look/fields.js';
import { usePageWords } from '../words/page-words.js';
import { channels, type KindWish } from './notice-wishes.js';

const asRole: KindWish = { how: 'role', channels: [] };

/** A line for each kind of notice: how it comes, and through which channels where that is one's own choice. */
export function NoticeKinds({
  wishes,
  always,
  faultOf,
  onChange,
}: {
  wishes: Record<string, KindWish>;
  always: readonly string[];
  faultOf: (kind: string) => string | undefined;
  onChange: (wishes: Record<string, KindWish>) => void;
}) {
  const own = usePageWords('account');
  const names = Object.entries(own.noticeKinds);
  return (
    <div className="rounded-md border border-line">
      <div
        aria-hidden="true"
        className="grid grid-cols-[minmax(0,1fr)_11rem_14rem] gap-3 bg-raised px-3 py-1.5 text-xs text-muted max-md:hidden"
      >
        <span>{own.noticeKind}</span>
        <span>{own.how}</span>
        <span>{own.channels}</span>
      </div>
      {names.map(([kind, name]) => {
        const wish = wishes[kind] ?? asRole;
        const must = always.includes(kind);
        const set = (changed: Partial<KindWish>) => onChange({ ...wishes, [kind]: { ...wish, ...changed } });
        const fault = faultOf(kind);
        return (
          <div
            key={kind}
            role="group"
            aria-label={name}
            className="grid grid-cols-1 items-center gap-x-3 gap-y-1 border-t border-line px-3 py-1.5 first:border-t-0 md:min-h-(--row) md:grid-cols-[minmax(0,1fr)_11rem_14rem]"
          >
            <span className="text-sm">
              <span className="font-medium">{name}</span>
              {must && <span className="block text-xs text-muted">{own.always}</span>}
            </span>
            <select
              aria-label={`${name}: ${own.how}`}
              aria-invalid={fault !== undefined}
              className={`${inputClass} min-h-9! py-1! text-sm`}
              value={wish.how}
              onChange={({ target }) => {
                const how = target.value as KindWish['how'];
                set({ how, channels: how === 'at-once' && wish.channels.length === 0 ? ['mail'] : wish.channels });
              }}
            >
              {(must ? (['role', 'at-once'] as const) : (['role', 'at-once', 'digest', 'inbox'] as const)).map(
                (how) => (
                  <option key={how} value={how}>
                    {own.hows[how]}
                  </option>
                ),
              )}
            </select>
            <span
              className={`flex gap-3 text-sm whitespace-nowrap ${wish.how === 'at-once' ? '' : 'max-md:hidden md:invisible'}`}
            >
              {channels.map((channel) => (
                <label key={channel} className="flex min-h-8 cursor-pointer items-center gap-1">
                  <input
                    type="checkbox"
                    className="size-4.5 accent-accent"
                    disabled={wish.how !== 'at-once'}
                    checked={wish.channels.includes(channel)}
                    onChange={({ target }) =>
                      set({
                        channels: target.checked
                          ? [...wish.channels, channel]
                          : wish.channels.filter((one) => one !== channel),
                      })
                    }
                  />
                  {own.channelNames[channel]}
                </label>
              ))}
            </span>
            {fault && (
              <span role="alert" className={`${errorClass} md:col-span-3`}>
                {fault}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
