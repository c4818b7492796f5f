<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AccessRightsTreeModel</name>
    <message numerus="yes">
        <source>%n URLs</source>
        <translation>
            <numerusform>%n URL</numerusform>
            <numerusform>%n URLs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DialogPrompts</name>
    <message numerus="yes">
        <source>%n edit(s) are not saved.</source>
        <translation>
            <numerusform>%n edit is not saved.</numerusform>
            <numerusform>%n edits are not saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EffectivePane</name>
    <message numerus="yes">
        <source>%n fields differ under other rules</source>
        <translation>
            <numerusform>%n field differs under other rules</numerusform>
            <numerusform>%n fields differ under other rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IssueKeyDialog</name>
    <message numerus="yes">
        <source>%n values changed</source>
        <translation>
            <numerusform>%n value changed</numerusform>
            <numerusform>%n values changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Issue %n keys</source>
        <translation>
            <numerusform>&amp;Issue %n key</numerusform>
            <numerusform>&amp;Issue %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys of %1</source>
        <translation>
            <numerusform>%n key of %1</numerusform>
            <numerusform>%n keys of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyFacts</name>
    <message numerus="yes">
        <source>%n more APIs</source>
        <translation>
            <numerusform>%n more API</numerusform>
            <numerusform>%n more APIs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyEditor</name>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyState</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message numerus="yes">
        <source>Revoke %1: %n keys stop working at once.</source>
        <translation>
            <numerusform>Revoke %1: %n key stops working at once.</numerusform>
            <numerusform>Revoke %1: %n keys stop working at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message numerus="yes">
        <source>%n fields are left to choose.</source>
        <translation>
            <numerusform>%n field is left to choose.</numerusform>
            <numerusform>%n fields are left to choose.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PoliciesPage</name>
    <message numerus="yes">
        <source>%n policies</source>
        <translation>
            <numerusform>%n policy</numerusform>
            <numerusform>%n policies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>New id of %1 (%n keys name it and follow)</source>
        <translation>
            <numerusform>New id of %1 (%n key names it and follows)</numerusform>
            <numerusform>New id of %1 (%n keys name it and follow)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n policies</source>
        <translation>
            <numerusform>Delete %n policy</numerusform>
            <numerusform>Delete %n policies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys lose access</source>
        <translation>
            <numerusform>%n key loses access</numerusform>
            <numerusform>%n keys lose access</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyEditor</name>
    <message numerus="yes">
        <source>%n policies</source>
        <translation>
            <numerusform>%n policy</numerusform>
            <numerusform>%n policies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyInspector</name>
    <message numerus="yes">
        <source>used by %n keys</source>
        <translation>
            <numerusform>used by %n key</numerusform>
            <numerusform>used by %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n policies</source>
        <translation>
            <numerusform>%n policy</numerusform>
            <numerusform>%n policies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemTreeModel</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsPage</name>
    <message numerus="yes">
        <source>%n errors</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n policies</source>
        <translation>
            <numerusform>%n policy</numerusform>
            <numerusform>%n policies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n edits not saved</source>
        <translation>
            <numerusform>%n edit not saved</numerusform>
            <numerusform>%n edits not saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TryPage</name>
    <message numerus="yes">
        <source>%n traces lost</source>
        <translation>
            <numerusform>%n trace lost</numerusform>
            <numerusform>%n traces lost</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkspaceNotices</name>
    <message numerus="yes">
        <source>%1 is not loaded: %n keys are refused (%2).</source>
        <translation>
            <numerusform>%1 is not loaded: %n key is refused (%2).</numerusform>
            <numerusform>%1 is not loaded: %n keys are refused (%2).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IssueOrderForm</name>
    <message numerus="yes">
        <source>%n names</source>
        <translation>
            <numerusform>%n name</numerusform>
            <numerusform>%n names</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IssuedKeysPage</name>
    <message numerus="yes">
        <source>Copied; the clipboard is cleared in %n seconds.</source>
        <translation>
            <numerusform>Copied; the clipboard is cleared in %n second.</numerusform>
            <numerusform>Copied; the clipboard is cleared in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplaceDialog</name>
    <message numerus="yes">
        <source>&amp;Replace %n places</source>
        <translation>
            <numerusform>&amp;Replace %n place</numerusform>
            <numerusform>&amp;Replace %n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking: %n places so far…</source>
        <translation>
            <numerusform>Looking: %n place so far…</numerusform>
            <numerusform>Looking: %n places so far…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n places found.</source>
        <translation>
            <numerusform>%n place found.</numerusform>
            <numerusform>%n places found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n places can't be replaced.</source>
        <translation>
            <numerusform>%n place can't be replaced.</numerusform>
            <numerusform>%n places can't be replaced.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConvertDialog</name>
    <message numerus="yes">
        <source>&amp;Write %n files</source>
        <translation>
            <numerusform>&amp;Write %n file</numerusform>
            <numerusform>&amp;Write %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notes to read before.</source>
        <translation>
            <numerusform>%n note to read before.</numerusform>
            <numerusform>%n notes to read before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextReplacing</name>
    <message numerus="yes">
        <source>Replace %1 by %2 (%n places)</source>
        <translation>
            <numerusform>Replace %1 by %2 (%n place)</numerusform>
            <numerusform>Replace %1 by %2 (%n places)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DiskBars</name>
    <message numerus="yes">
        <source>On a network disk: changes of other machines are seen after up to %n seconds.</source>
        <translation>
            <numerusform>On a network disk: changes of other machines are seen after up to %n second.</numerusform>
            <numerusform>On a network disk: changes of other machines are seen after up to %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrafficPage</name>
    <message numerus="yes">
        <source>Saved %n decisions as %1; only you can read it.</source>
        <translation>
            <numerusform>Saved %n decision as %1; only you can read it.</numerusform>
            <numerusform>Saved %n decisions as %1; only you can read it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paused, %n decisions came meanwhile</source>
        <translation>
            <numerusform>paused, %n decision came meanwhile</numerusform>
            <numerusform>paused, %n decisions came meanwhile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost because the window came too late for them</source>
        <translation>
            <numerusform>%n lost because the window came too late for it</numerusform>
            <numerusform>%n lost because the window came too late for them</numerusform>
        </translation>
    </message>
</context>
</TS>
