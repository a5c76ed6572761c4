import { $api } from '../api/client.js';
import { Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** The photos and papers of a case. */
export function Files({ number }: { number: string }) {
  const { t } = useWords();
  const { data } = $api.useQuery('get', '/v1/cases/{number}/files', { params: { path: { number } } });
  if (!data || data.files.length === 0) return null;
  return (
    <Card title={t.case.files}>
      <ul className="grid grid-cols-3 gap-2">
        {data.files.map((file) => (
          <li key={file.id}>
            <a href={`/v1/files/${file.id}`} target="_blank" rel="noreferrer" className="block text-xs underline">
              {file.type.startsWith('image/') ? (
                <img
                  src={`/v1/files/${file.id}`}
                  alt={`${t.act.file} ${file.seq}`}
                  loading="lazy"
                  className="aspect-square w-full rounded border border-line object-cover"
                />
              ) : (
                `${t.act.file} ${file.seq}`
              )}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
