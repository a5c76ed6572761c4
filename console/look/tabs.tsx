import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly { id: Id; name: ReactNode; content: ReactNode }[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

/** Parts of a page of which one is shown: arrows move between them. What is not shown is not there. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose }: TabsProps<Id>) {
  return (
    <AriaTabs selectedKey={chosen} onSelectionChange={(id) => onChoose(id as Id)} className="flex flex-col gap-4">
      <TabList aria-label={label} className="flex flex-wrap gap-x-1 border-b border-line">
        {tabs.map(({ id, name }) => (
          <Tab
            key={id}
            id={id}
            className="-mb-px min-h-10 cursor-pointer border-b-2 border-transparent px-3 py-2 text-muted hover:text-ink selected:border-accent selected:font-medium selected:text-accent-deep focus-visible:outline-2 focus-visible:outline-accent"
          >
            {name}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="outline-none">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
