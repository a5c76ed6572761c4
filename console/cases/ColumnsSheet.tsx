import { Button } from '../look/button.js';
import { CheckInput } from '../look/choices.js';
import { Sheet } from '../look/dialog.js';
import { useWords } from '../words/words.js';
import {
  listColumns,
  tableColumns,
  type ChosenColumns,
  type ListColumn,
  type TableColumnName,
} from './chosen-columns.js';

/** Which columns the list and the exported table have; kept on this device, at once. */
export function ColumnsSheet({
  chosen,
  choose,
  isOpen,
  onClose,
}: {
  chosen: ChosenColumns;
  choose: (next: ChosenColumns) => void;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useWords();
  return (
    <Sheet title={t.cases.columns} isOpen={isOpen} onClose={onClose}>
      <p className="text-sm text-muted">{t.cases.columnsAbout}</p>
      <CheckInput
        label={t.cases.columnsOfList}
        choices={listColumns.map((id) => ({ id, name: t.cases[id] }))}
        value={chosen.list}
        onChange={(list) => choose({ ...chosen, list: listColumns.filter((id) => list.includes(id as ListColumn)) })}
      />
      <CheckInput
        label={t.cases.columnsOfTable}
        choices={tableColumns.map((id) => ({ id, name: t.cases.tableColumns[id] }))}
        value={chosen.table}
        onChange={(list) => {
          const table = tableColumns.filter((id) => list.includes(id as TableColumnName));
          // A table without columns is none.
          if (table.length > 0) choose({ ...chosen, table });
        }}
      />
      <div className="flex gap-2">
        <Button look="primary" onPress={onClose}>
          {t.common.close}
        </Button>
        <Button look="quiet" onPress={() => choose({ list: listColumns, table: tableColumns })}>
          {t.cases.allColumns}
        </Button>
      </div>
    </Sheet>
  );
}
