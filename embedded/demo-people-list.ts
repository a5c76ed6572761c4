import { demoPeople } from '../demo/people.js';
import { demoTeamPeople } from '../demo/teams.js';
import { loadAllRulebooks } from '../rulebooks/load.js';

/** Every demo person with their roles, in both languages, by organisation: a line each. */
export function demoPeopleList(): string {
  const names = roleNames();
  const everybody = [...demoPeople, ...demoTeamPeople];
  const organisations = [...new Set(everybody.map(({ organisation }) => organisation))];
  return organisations
    .map((organisation) => {
      const people = everybody.filter((person) => person.organisation === organisation);
      const lines = people.map(({ id, name, posts }) => {
        const roles = [...new Set(posts.map(([role]) => role))];
        return `  ${id.padEnd(5)}${name}  ${roles.map((role) => names.get(role) ?? role).join(', ')}`;
      });
      return `${organisation}\n${lines.join('\n')}`;
    })
    .join('\n');
}

/** What the shipped rulebooks call their roles. */
function roleNames(): Map<string, string> {
  return new Map(
    loadAllRulebooks().flatMap(({ rulebook }) =>
      Object.entries(rulebook.roles).map(([role, { name }]): [string, string] => [role, `${name.en} ${name['zh-CN']}`]),
    ),
  );
}
