/** Hints: each hangs on an element, so a new one begins with choosing it. */
import type { Authored, Hint } from '@docent/protocol/flow'
import { flowLimits } from '@docent/protocol/limits'
import { IconMapPin } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { TextField } from '../../controls/fields.tsx'
import { Fold } from '../../controls/fold.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { ActionField } from './action-field.tsx'
import { type ContentOf, useContent, withContent, withKey, withMember } from './content-context.ts'
import { PlaceList } from './place-list.tsx'
import { ByHand, TargetField } from './target-field.tsx'
import { targetWords } from './target-words.ts'
import { PlaceTexts, shortText } from './text-fields.tsx'
import type { OpenPlace } from './tour-form.tsx'

type AuthoredHint = Hint<Authored>

export function HintForm({ content, openId, onOpen }: OpenPlace & { content: ContentOf<'hint'> }): VNode {
  const { say } = useDesk().words
  const { edit, mayWrite, locale, defaultLocale, makeId, pick } = useContent()
  const setHints = (hints: readonly AuthoredHint[]): void =>
    edit(withContent('hint', (now) => ({ ...now, hints })))
  const changeHint = (id: string) => (make: (hint: AuthoredHint) => AuthoredHint) =>
    edit(withContent('hint', (now) => ({ ...now, hints: withMember(now.hints, id, make) })))
  return (
    <section class="form-section">
      <h2 class="form-heading">{say('content.hints')}</h2>
      {content.hints.length === 0 && (
        <EmptyState
          icon={<IconMapPin />}
          title={say('content.noHintsTitle')}
          text={say('content.noHintsText')}
        />
      )}
      <PlaceList
        label={say('content.hints')}
        places={content.hints}
        nameOf={(index) => say('content.hintNumber', { number: index + 1 })}
        titleOf={(hint) => shortText(hint.title, locale, defaultLocale)}
        noteOf={(hint) => targetWords(say, hint.target).first}
        openId={openId}
        onOpen={onOpen}
        onChange={setHints}
      >
        {(hint) => <OneHint hint={hint} onChange={changeHint(hint.id)} />}
      </PlaceList>
      {mayWrite && content.hints.length < flowLimits.items && (
        <>
          <Button
            label={say('content.addHint')}
            look={content.hints.length === 0 ? 'primary' : 'quiet'}
            icon={<IconMapPin size={16} />}
            onClick={() => pick('')}
          />
          <Fold label={say('content.byHand')}>
            <ByHand
              onUse={(target) => {
                const id = makeId()
                setHints([
                  ...content.hints,
                  { id, target, title: { [defaultLocale]: '' }, body: { [defaultLocale]: '' } },
                ])
                onOpen(id)
              }}
            />
          </Fold>
        </>
      )}
    </section>
  )
}

function OneHint(props: {
  hint: AuthoredHint
  onChange: (make: (hint: AuthoredHint) => AuthoredHint) => void
}): VNode {
  const { hint, onChange } = props
  const { say } = useDesk().words
  return (
    <>
      <TargetField
        ownerId={hint.id}
        target={hint.target}
        onChange={(target) => onChange((now) => ({ ...now, target }))}
      />
      <PlaceTexts place={hint} onChange={onChange} />
      <TextField
        label={say('content.path')}
        text={say('content.pathText')}
        value={hint.path ?? ''}
        maxLength={500}
        code
        onChange={(path) => onChange((now) => withKey(now, 'path', path === '' ? undefined : path))}
      />
      <ActionField
        action={hint.action}
        onChange={(action) => onChange((now) => withKey(now, 'action', action))}
      />
    </>
  )
}
